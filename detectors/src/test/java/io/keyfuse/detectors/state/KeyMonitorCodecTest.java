package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.detectors.scenario.Arrival;
import io.keyfuse.detectors.scenario.Attacks;
import io.keyfuse.detectors.scenario.BenignTraffic;
import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.scenario.KeyProfile;
import io.keyfuse.detectors.scenario.Replay;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMonitorCodecTest {
  private static final int ORDINARY_BYTES = 900;
  private static final int BUSY_BYTES = 1_250;
  private static final String GOLDEN = "/golden/key-monitor-state-v1.hex";

  private final KeyMonitorCodec codec = new KeyMonitorCodec();

  @Test
  void shouldReadAndWriteTheGoldenSampleOfLayoutOne() throws IOException {
    byte[] golden = golden(GOLDEN);

    KeyMonitorState state = codec.decode(golden);

    assertThat(codec.decode(codec.encode(state)).clockMs()).isEqualTo(state.clockMs());
    assertThat(state.clockMs()).isEqualTo(1_772_604_300_000L);
    assertThat(state.lastSeen()).isEqualTo(new LastSeen("tenant-1", null, null));
    assertThat(state.baseline().activeDays()).isEqualTo(2);
    assertThat(state.blocked().sinceMs()).isEqualTo(1_772_604_200_000L);
    assertThat(state.ring(PaneWidth.HOUR).size()).isEqualTo(7);
  }

  @Test
  void shouldReadAndWriteTheGoldenSampleOfLayoutTwo() throws IOException {
    byte[] golden = golden("/golden/key-monitor-state-v2.hex");

    KeyMonitorState state = codec.decode(golden);

    assertThat(codec.decode(codec.encode(state)).clockMs()).isEqualTo(state.clockMs());
    assertThat(state.ownership().isCovering()).isTrue();
    assertThat(state.context().isCanary()).isFalse();
  }

  @Test
  void shouldReadAndWriteTheGoldenSampleOfLayoutThree() throws IOException {
    byte[] golden = golden("/golden/key-monitor-state-v3.hex");

    KeyMonitorState state = codec.decode(golden);

    assertThat(codec.encode(state)).isEqualTo(golden);
    assertThat(state.ownership().isCovering()).isTrue();
    assertThat(state.context().changeFactor(state.clockMs())).isEqualTo(4);
    assertThat(state.ownership().warning()).isNotNull();
    assertThat(codec.encode(goldenState())).isEqualTo(golden);
  }

  @Test
  void shouldStaySmallForABusyKeyWithTwoFeeds() {
    KeyProfile busy = new KeyProfile("busy", 400, 0.2, 14, true);
    List<Arrival> arrivals = new BenignTraffic(5).add(busy, 14).arrivals();
    Replay replay = Replay.of(List.of());
    int[] sizes = new int[arrivals.size()];
    for (int i = 0; i < sizes.length; i++) {
      replay.arrive(arrivals.get(i));
      sizes[i] = codec.encode(replay.state(arrivals.get(i).event())).length;
    }

    int[] second = Arrays.copyOfRange(sizes, sizes.length / 2, sizes.length);
    Arrays.sort(second);
    System.out.printf(
        "state of a busy key: median %d, p99 %d, most %d bytes%n",
        second[second.length / 2], second[(int) (second.length * 0.99)], second[second.length - 1]);
    assertThat(second[second.length / 2]).isLessThanOrEqualTo(BUSY_BYTES);
  }

  @Test
  void shouldStayWithinTheTargetForAnOrdinaryKeyWithTwoFeeds() {
    KeyProfile ordinary = new KeyProfile("ordinary", 6, 0.05, 14, false);
    List<Arrival> arrivals = new BenignTraffic(5).add(ordinary, 14).arrivals();

    Replay replay = Replay.of(arrivals);

    KeyMonitorState state = replay.state(arrivals.get(0).event());
    assertThat(codec.encode(state).length).isLessThanOrEqualTo(ORDINARY_BYTES);
  }

  @Test
  void shouldStayBoundedUnderAttack() {
    List<Arrival> attack =
        Attacks.floodInTelemetry("victim", BenignTraffic.START.toEpochMilli(), 4_200, 600, 1);
    Replay replay = Replay.of(attack);

    assertThat(codec.encode(replay.state(attack.get(0).event())).length).isLessThan(2_000);
  }

  @Test
  void shouldRefuseALayoutItDoesNotKnow() {
    byte[] newer = codec.encode(new KeyMonitorState());
    newer[0] = 4;

    assertThatThrownBy(() -> codec.decode(newer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layout 4");
  }

  @Test
  void shouldRefuseEveryCutOffSample() {
    byte[] whole = codec.encode(goldenState());

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> codec.decode(longer)).hasMessageContaining("too many");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 127, 128, -129, Long.MAX_VALUE, Long.MIN_VALUE})
  void shouldKeepEveryNumber(long number) {
    ByteWriter out = new ByteWriter().signed(number).count(number).time(number / 2, 5);
    ByteReader in = new ByteReader(out.toBytes());

    assertThat(in.signed()).isEqualTo(number);
    assertThat(in.count()).isEqualTo(number);
    assertThat(in.time(5)).isEqualTo(number / 2);
    in.end();
  }

  @Test
  void shouldKeepTextsAndTheirAbsence() {
    ByteReader in = new ByteReader(new ByteWriter().text(null).text("").text("ключ").toBytes());

    assertThat(in.text()).isNull();
    assertThat(in.text()).isEmpty();
    assertThat(in.text()).isEqualTo("ключ");
  }

  private byte[] golden(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream(name)) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
  }

  /** Two days, then a block, a leak and a model without price. */
  private static KeyMonitorState goldenState() {
    long startMs = BenignTraffic.START.toEpochMilli();
    Replay replay = Replay.of(List.of());
    long lastMs = startMs + Duration.ofDays(2).toMillis() + 21_900_000;
    for (long atMs = startMs; atMs <= lastMs; atMs += 7_380_000) {
      replay.arrive(new Arrival(atMs, Call.of("golden", atMs).usd(0.5).build()));
      replay.arrive(
          new Arrival(atMs, Call.bucket("golden", atMs / 60_000 * 60_000).usd(0.5).build()));
    }
    UsageEvent last = Call.of("golden", lastMs).usd(0.25).build();
    KeyStatus status =
        KeyStatus.newBuilder()
            .setCredential(last.getCredential())
            .setState(KeyState.SUSPENDED)
            .setSince(Instant.ofEpochMilli(lastMs - 100_000))
            .setReason("test")
            .build();
    replay.monitor().status(replay.state(last), status);
    replay.arrive(new Arrival(lastMs, last));
    replay.tell(last, new KeyMessage.Change(4, lastMs + 3_600_000));
    replay.tell(last, new KeyMessage.Canary(true));
    UsageShape shape = new UsageShape(7.5f, 6.25f, 0);
    replay.tell(last, new KeyMessage.Warned(new FleetWarning(shape, 3, lastMs + 7_200_000)));
    return replay.state(last);
  }
}
