package io.keyfuse.alerting.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.alerting.policy.RungConfig;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.PolicyMode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DeskStateCodecTest {
  private final DeskStateCodec codec = new DeskStateCodec();

  @Test
  void shouldReadAndWriteTheGoldenBytesOfLayoutOne() throws IOException {
    DeskState state = sample();

    // Made by this codec once; a difference means that running installations lose their state.
    assertThat(HexFormat.of().formatHex(codec.encode(state)))
        .isEqualTo(golden("golden/desk-state-v1.hex"));
    assertThat(codec.decode(HexFormat.of().parseHex(golden("golden/desk-state-v1.hex"))))
        .isEqualTo(state);
  }

  @Test
  void shouldKeepAnEmptyStateSmall() {
    assertThat(codec.encode(DeskState.EMPTY)).hasSizeLessThan(16);
    assertThat(codec.decode(codec.encode(DeskState.EMPTY))).isEqualTo(DeskState.EMPTY);
  }

  @Test
  void shouldRefuseALayoutItDoesNotKnow() {
    byte[] bytes = codec.encode(DeskState.EMPTY);
    bytes[0] = 99;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.decode(bytes))
        .withMessageContaining("layout 99");
  }

  @Test
  void shouldRefuseCutAndLengthenedBytes() {
    byte[] bytes = codec.encode(sample());

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .withMessageContaining("bytes left");
  }

  @Test
  void shouldSurviveRandomDamage() {
    long seed = 42;
    Random random = new Random(seed);
    byte[] bytes = codec.encode(sample());
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        codec.decode(damaged);
      } catch (IllegalArgumentException expected) {
        assertThat(expected).as("seed %d", seed).isNotNull();
      }
    }
  }

  private static DeskState sample() {
    DeskBench bench =
        new DeskBench(
            PolicyMode.ENFORCE,
            RungConfig.of(CommandAction.SUSPEND),
            RungConfig.of(CommandAction.REVOKE));
    bench.see(Proofs.theft(Proofs.START)).hear(OutcomeStatus.APPLIED);
    bench.at(Duration.ofSeconds(70));
    return bench.see(Proofs.afterBlock(Proofs.START.plusSeconds(70))).state();
  }

  private static String golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            DeskStateCodecTest.class.getClassLoader().getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8).replaceAll("\\s", "");
    }
  }
}
