package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FleetStateTest {
  private static final long T = 1_772_604_300_000L;
  private static final long WITHIN = 6 * PaneWidth.HOUR.ms();
  private static final UsageShape SHAPE = new UsageShape(11.5f, 8, 0);
  private static final String GOLDEN =
      "01" // layout
          + "02136f70656e61693a6f72675f313a6b65795f31413800004100000000c0eb98f7966701"
          + "136f70656e61693a6f72675f313a6b65795f324138000041000000008095a0f7966701"
          + "010d6f70656e61693a6f72675f31ceeb98f79667";

  private final FleetStateCodec codec = new FleetStateCodec();
  private final FleetState state = new FleetState();

  @Test
  void shouldCountOtherKeysOnce() {
    state.add(theft("a", T));
    state.add(theft("a", T + 1));
    state.add(theft("b", T + 2));
    state.add(theft("asked", T + 3));

    assertThat(others("asked", T)).isEqualTo(2);
    assertThat(others("a", T)).isEqualTo(2);
    assertThat(others("c", T)).isEqualTo(3);
  }

  @Test
  void shouldCountThoseAlikeOnly() {
    state.add(theft("a", T));
    state.add(new Suspect("b", new UsageShape(12.1f, 8, 0), T, true));
    state.add(new Suspect("c", new UsageShape(11.5f, 8, 1), T, true));

    assertThat(others("asked", T)).isEqualTo(1);
  }

  @Test
  void shouldCountSixHoursBeforeAndAfter() {
    state.add(theft("a", T));

    assertThat(others("asked", T + WITHIN)).isEqualTo(1);
    assertThat(others("asked", T - WITHIN)).isEqualTo(1);
    assertThat(others("asked", T + WITHIN + 1)).isZero();
    assertThat(others("asked", T - WITHIN - 1)).isZero();
  }

  @Test
  void shouldKeepTheLast128Thefts() {
    for (int i = 0; i < 128; i++) {
      state.add(theft("key-" + i, T));
    }
    assertThat(others("asked", T)).isEqualTo(128);

    state.add(theft("one-more", T));

    assertThat(others("asked", T)).isEqualTo(128);
    assertThat(others("one-more", T)).isEqualTo(127);
    assertThat(others("key-0", T)).as("the oldest gave way").isEqualTo(128);
  }

  @Test
  void shouldKeepTheLast256Accounts() {
    for (int i = 0; i < 256; i++) {
      state.unguard("openai:" + i, T + i);
    }
    state.unguard("openai:5", T + 1_000);
    assertThat(state.unguardedAtMs("openai:0")).as("no account is new").isEqualTo(T);

    state.unguard("openai:one-more", T);

    assertThat(state.unguardedAtMs("openai:0")).isEqualTo(Baseline.NONE);
    assertThat(state.unguardedAtMs("openai:1")).isEqualTo(T + 1);
    assertThat(state.unguardedAtMs("openai:5")).isEqualTo(T + 1_000);
    assertThat(state.unguardedAtMs("openai:one-more")).isEqualTo(T);
  }

  @Test
  void shouldReadAndWriteTheGoldenSample() {
    byte[] golden = HexFormat.of().parseHex(GOLDEN);

    FleetState read = codec.decode(golden);

    assertThat(codec.encode(golden())).isEqualTo(golden);
    assertThat(codec.encode(read)).isEqualTo(golden);
    assertThat(read.othersLike(theft("asked", T), WITHIN)).isEqualTo(2);
    assertThat(read.unguardedAtMs("openai:org_1")).isEqualTo(T + 7);
  }

  @Test
  void shouldComeBackFromItsBytesWhenFull() {
    for (int i = 0; i < 300; i++) {
      state.add(theft("key-" + i, T + i));
      state.unguard("openai:" + i, T - i);
    }

    byte[] bytes = codec.encode(state);

    assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
    assertThat(codec.decode(bytes).othersLike(theft("asked", T), WITHIN)).isEqualTo(128);
  }

  @Test
  void shouldRefuseALayoutItDoesNotKnow() {
    byte[] newer = codec.encode(state);
    newer[0] = 2;

    assertThatThrownBy(() -> codec.decode(newer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fleet state has layout 2");
  }

  @Test
  void shouldRefuseEveryCutOffSample() {
    CutSamples.refused(codec.encode(golden()), codec::decode);
  }

  @Test
  void shouldRefuseMoreThanItKeeps() {
    byte[] thefts = new ByteWriter().octet(1).count(129).toBytes();
    byte[] accounts = new ByteWriter().octet(1).count(0).count(257).toBytes();

    assertThatThrownBy(() -> codec.decode(thefts)).hasMessageContaining("129 above 128");
    assertThatThrownBy(() -> codec.decode(accounts)).hasMessageContaining("257 above 256");
  }

  private int others(String key, long atMs) {
    return state.othersLike(theft(key, atMs), WITHIN);
  }

  private static Suspect theft(String key, long atMs) {
    return new Suspect(key, SHAPE, atMs, true);
  }

  private static FleetState golden() {
    FleetState golden = new FleetState();
    golden.add(theft("openai:org_1:key_1", T));
    golden.add(theft("openai:org_1:key_2", T + 60_000));
    golden.unguard("openai:org_1", T + 7);
    return golden;
  }
}
