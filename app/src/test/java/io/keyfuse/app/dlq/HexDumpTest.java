package io.keyfuse.app.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HexDumpTest {
  @Test
  void shouldShowOffsetsBytesAndText() {
    byte[] bytes = "\u0000keyfuse dead letter\n".getBytes(StandardCharsets.US_ASCII);

    assertThat(HexDump.of(bytes, 64, bytes.length))
        .containsExactly(
            "00000000  00 6b 65 79 66 75 73 65 20 64 65 61 64 20 6c 65  |.keyfuse dead le|",
            "00000010  74 74 65 72 0a                                   |tter.|");
  }

  @Test
  void shouldSayHowMuchIsNotShown() {
    assertThat(HexDump.of(new byte[32], 16, 5_016))
        .hasSize(2)
        .last()
        .isEqualTo("... 5,000 more bytes");
    assertThat(HexDump.of(new byte[0], 16, 0)).isEmpty();
  }
}
