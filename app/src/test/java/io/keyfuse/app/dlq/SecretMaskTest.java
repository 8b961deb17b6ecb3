package io.keyfuse.app.dlq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretMaskTest {
  private static final String SECRET = "sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7";

  @Test
  void shouldMaskASecretInTextAndKeepTheRest() {
    assertThat(SecretMask.line("key is " + SECRET)).isEqualTo(SecretMask.MASK);
    assertThat(SecretMask.lines("first\nkey " + SECRET + "\nlast"))
        .isEqualTo("first\n" + SecretMask.MASK + "\nlast");
    assertThat(SecretMask.line("openai:proj_a:key_1")).isEqualTo("openai:proj_a:key_1");
  }

  @Test
  void shouldKeepATerminalSafeFromControlCharacters() {
    assertThat(SecretMask.line("a\u001b[31mb\r\nc")).isEqualTo("a.[31mb..c");
  }

  @Test
  void shouldMaskASecretAnywhereInATree() throws Exception {
    String json = "{\"a\":[{\"b\":\"" + SECRET + "\"}],\"" + SECRET + "\":1,\"c\":\"ok\"}";

    String masked = SecretMask.tree(new ObjectMapper().readTree(json)).toString();

    assertThat(masked).doesNotContain(SECRET).contains("\"c\":\"ok\"");
  }

  @Test
  void shouldMaskASecretInBytesWhateverStandsAroundIt() {
    long seed = 20261127;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[200];
      random.nextBytes(bytes);
      byte[] secret = SECRET.getBytes(ISO_8859_1);
      System.arraycopy(
          secret, 0, bytes, random.nextInt(bytes.length - secret.length), secret.length);

      assertThat(new String(SecretMask.bytes(bytes), ISO_8859_1))
          .as("seed %d, round %d", seed, round)
          .doesNotContain(SECRET);
    }
  }

  @Test
  void shouldLeaveOtherBytesAsTheyAre() {
    byte[] bytes = "a long text without any secret in it at all\u0000\u0001".getBytes(ISO_8859_1);

    assertThat(SecretMask.bytes(bytes)).isEqualTo(bytes);
  }
}
