package io.keyfuse.alerting.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.schemas.config.ConfigException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Forms that others rely on: of the hash, of the checkpoint and of the stored state. */
final class ChainFormatTest {
  private static final Link FIRST = new Link("3-1764300000000", 1, Link.NO_HASH);

  @Test
  void shouldHashAsDocumented() {
    // Computed by Python's hashlib and struct from the text of docs/audit.md.
    assertThat(FIRST.hash("openai:a:k".getBytes(UTF_8), new byte[] {0, 0, 0, 0, 7, 1, 2}))
        .isEqualTo("17a352ec3bb3c82173a52227ff296baf5e47d6ffe7cd8c22ed585890d68a5636");
  }

  @Test
  void shouldKeepPartsApart() {
    byte[] ab = "ab".getBytes(UTF_8);
    byte[] a = "a".getBytes(UTF_8);
    byte[] bc = "bc".getBytes(UTF_8);
    byte[] c = "c".getBytes(UTF_8);

    assertThat(FIRST.hash(ab, c)).isNotEqualTo(FIRST.hash(a, bc));
  }

  @Test
  void shouldSignFourLines() {
    assertThat(new String(Checkpoint.body(FIRST, "ff", 26), UTF_8))
        .isEqualTo("3-1764300000000\n1\nff\n26\n");
  }

  @Test
  void shouldReadTheStateThatItWrote() {
    ChainStateCodec codec = new ChainStateCodec();
    ChainState state = new ChainState("11-1764300000000", 7, "ab".repeat(32), 12);
    byte[] bytes = codec.encode(state);

    assertThat(codec.decode(bytes)).isEqualTo(state);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    bytes[0] = 2;
    assertThatThrownBy(() -> codec.decode(bytes)).hasMessageContaining("layout 2");
  }

  @Test
  void shouldRefuseACheckpointNeverOrTooRarely() {
    assertThat(AuditConfig.defaults().checkpointEvery()).isEqualTo(1);
    for (int every : new int[] {0, -1, 100_001}) {
      assertThatThrownBy(() -> new AuditConfig(every))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("response.audit.checkpoint_every: ");
    }
  }
}
