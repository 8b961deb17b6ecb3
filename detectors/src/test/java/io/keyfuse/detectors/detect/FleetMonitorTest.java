package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.state.FleetMessage;
import io.keyfuse.detectors.state.FleetState;
import io.keyfuse.detectors.state.FleetWarning;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.Suspect;
import io.keyfuse.detectors.state.UsageShape;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetMonitorTest {
  private static final UsageShape SHAPE = new UsageShape(11.9f, 8, 0);

  private final FleetMonitor monitor = new FleetMonitor();
  private final FleetState state = new FleetState();

  @Test
  void shouldWarnAKeyAfterTheftsOnTwoOthers() {
    assertThat(theft("a", 0)).isNull();
    assertThat(theft("b", MINUTE)).isNull();

    KeyMessage answer = strange("c", 2 * MINUTE);

    long untilMs = START + 2 * MINUTE + 6 * HOUR;
    assertThat(answer).isEqualTo(new KeyMessage.Warned(new FleetWarning(SHAPE, 2, untilMs)));
  }

  @Test
  void shouldCountAKeyOnceAndNotTheOneThatAsks() {
    theft("a", 0);
    theft("a", MINUTE);
    theft("b", 2 * MINUTE);

    assertThat(theft("b", 3 * MINUTE)).as("one other key").isNull();
    assertThat(theft("a", 3 * MINUTE)).as("one other key").isNull();
    assertThat(strange("c", 3 * MINUTE)).isInstanceOf(KeyMessage.Warned.class);
  }

  @Test
  void shouldNotWarnOfReportsThatAreNoThefts() {
    strange("a", 0);
    strange("b", 0);

    assertThat(strange("c", 0)).isNull();
  }

  @Test
  void shouldNotWarnOfOtherCalls() {
    theft("a", 0);
    theft("b", 0);

    UsageShape other = new UsageShape(SHAPE.input() - 1, SHAPE.output(), SHAPE.cached());
    assertThat(told(new Suspect(id("c"), other, START, false))).isNull();
  }

  @Test
  void shouldForgetTheftsAfterSixHours() {
    theft("a", 0);
    theft("b", MINUTE);

    assertThat(strange("c", 6 * HOUR)).isInstanceOf(KeyMessage.Warned.class);
    assertThat(strange("c", 6 * HOUR + 1)).isNull();
  }

  @Test
  void shouldTellAStrangeKeyThatItsAccountLostAGuard() {
    monitor.unguarded(state, new FleetMessage.Unguarded("openai:org_1", START - HOUR));

    assertThat(strange("a", 0)).isEqualTo(new KeyMessage.Unguarded(START - HOUR));
    assertThat(told(new Suspect("openai:org_2:a", SHAPE, START, false))).isNull();
    assertThat(told(new Suspect("azure:org_1:a", SHAPE, START, false))).isNull();
  }

  @Test
  void shouldPutTheftsOnOthersAboveALostGuard() {
    monitor.unguarded(state, new FleetMessage.Unguarded("openai:org_1", START));
    theft("a", 0);
    theft("b", 0);

    assertThat(strange("c", 0)).isInstanceOf(KeyMessage.Warned.class);
  }

  @Test
  void shouldKeepTheStateForTheftsAndLostGuards() {
    assertThat(monitor.changes(new Suspect(id("a"), SHAPE, START, true))).isTrue();
    assertThat(monitor.changes(new Suspect(id("a"), SHAPE, START, false))).isFalse();
    assertThat(monitor.changes(new FleetMessage.Unguarded("openai:org_1", START))).isTrue();
  }

  private @Nullable KeyMessage theft(String key, long afterStartMs) {
    return told(new Suspect(id(key), SHAPE, START + afterStartMs, true));
  }

  private @Nullable KeyMessage strange(String key, long afterStartMs) {
    return told(new Suspect(id(key), SHAPE, START + afterStartMs, false));
  }

  private @Nullable KeyMessage told(Suspect suspect) {
    return monitor.suspect(state, suspect);
  }

  private static String id(String key) {
    return "openai:org_1:" + key;
  }
}
