package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.OwnedKey.SLOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.scenario.Replay;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What owners do for two days after 14 others, and what must not kill their key. */
class OwnersChangeTest {
  private static final int DAYS = 14;
  private static final long T0 = DAYS * DAY + 3 * HOUR;
  private static final double KILL = 0.9;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldAllowTheMoveToANewModel(long seed) {
    OwnedKey owned = new OwnedKey(seed).providerDays(DAYS);

    goOn(owned, at -> owned.bucket(at, owned.calls()).model("claude-sonnet-5"));

    assertNoKill(owned);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldAllowTheMoveToAnotherRegion(long seed) {
    OwnedKey owned = new OwnedKey(seed);
    for (long at = 0; at < DAYS * DAY; at += SLOT) {
      owned.key.at(owned.bucket(at, owned.calls()).region("us-east-1"));
    }

    goOn(owned, at -> owned.bucket(at, owned.calls()).region("eu-west-1"));

    assertNoKill(owned);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldAllowACacheThatIsSwitchedOff(long seed) {
    OwnedKey owned = new OwnedKey(seed).providerDays(DAYS);

    goOn(
        owned,
        at -> {
          int calls = owned.calls();
          return owned.bucket(at, calls).tokens(calls * 1_000L, calls * 250L);
        });

    assertNoKill(owned);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldAllowALaunchOfFifteenTimesTheCalls(long seed) {
    OwnedKey owned = new OwnedKey(seed).providerDays(DAYS);

    goOn(owned, at -> owned.bucket(at, 15 * owned.calls()));

    assertNoKill(owned);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldAllowToEmbedAllAgain(long seed) {
    OwnedKey owned = new OwnedKey(seed).providerDays(DAYS);

    goOn(
        owned,
        at ->
            owned
                .bucket(at, 40)
                .usd(0.4)
                .tokens(40 * 8_000L, 0)
                .model("embed-3")
                .operation("embeddings"));

    assertNoKill(owned);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldAllowWhatTheOwnersTelemetryShowsAsWell(long seed) {
    // Given both feeds
    OwnedKey owned = new OwnedKey(seed).bothDays(DAYS, 0);

    // When the owner's own service takes to long contexts on a new model
    for (long at = T0; at < T0 + 2 * DAY; at += SLOT) {
      Call call = owned.call(at).usd(0.9).tokens(150_000, 3_000).model("opus");
      owned.key.at(call).arriving(at + 4 * MINUTE, ForeignUsageDetectorTest.longContext(at));
    }

    // Then
    assertNoKill(owned);
  }

  private static void goOn(OwnedKey owned, LongFunction<Call> usage) {
    for (long at = T0; at < T0 + 2 * DAY; at += SLOT) {
      owned.key.at(usage.apply(at));
    }
  }

  private static void assertNoKill(OwnedKey owned) {
    assertThat(owned.key.replay.thefts(KILL).stream().map(Replay.Said::text)).isEmpty();
  }
}
