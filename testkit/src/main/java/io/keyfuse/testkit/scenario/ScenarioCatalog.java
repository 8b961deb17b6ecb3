package io.keyfuse.testkit.scenario;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * One scenario for each kind of the catalogue, and variants of some, with the verdict and the delay
 * that are owed. Delays hold at the weakest parameters of the kind; recon may be answered before
 * the theft, so the soonest kill of those kinds lies before it. Stateless.
 */
public final class ScenarioCatalog {
  /** A provider's minute closes, then takes two minutes at least. */
  private static final Duration PROVIDER = ofMinutes(2);

  private static final Duration RECON = ofHours(-31);

  private ScenarioCatalog() {}

  /** Each scenario with each of the seeds 1 to so many. */
  public static List<Scenario> all(int seeds) {
    return LongStream.rangeClosed(1, seeds)
        .boxed()
        .flatMap(
            seed ->
                List.of(thefts(), darkThefts(), lifeLookAlikes(), useLookAlikes()).stream()
                    .flatMap(List::stream)
                    .map(scenario -> scenario.seed(seed)))
        .toList();
  }

  private static List<Scenario> thefts() {
    GivenKeys plain = GivenKeys.of(8, "openai", 20);
    GivenKeys google = GivenKeys.of(8, "google", 20);
    GivenKeys dark = GivenKeys.of(8, "openai", 20).withoutTelemetry();
    GivenKeys large = GivenKeys.of(8, "anthropic", 200);
    return List.of(
        theft("A1", plain, "day 9 03:00", PROVIDER, ofMinutes(12)),
        theft("A2", google, "day 8 14:00", PROVIDER, ofMinutes(12)),
        theft("A3", dark, "day 12 19:00", PROVIDER, ofMinutes(20)),
        theft("A4", GivenKeys.of(8, "anthropic", 3), "day 9 03:00", RECON, ofMinutes(40)),
        theft("A5", GivenKeys.of(8, "bedrock", 20), "day 10 15:00", RECON, ofMinutes(20)),
        theft("A6", plain, "day 10 12:00", RECON, ofMinutes(40)),
        theft("A7", plain, "day 8 22:00", Duration.ZERO, ofMinutes(60)),
        theft("A8", large, "day 8 12:00", PROVIDER, ofHours(36)),
        theft("A9", GivenKeys.of(20, "openai", 30), "day 9 08:00", PROVIDER, ofHours(4)),
        theft("A10", plain, "day 9 00:00", Duration.ZERO, ofMinutes(15)),
        theft("A11", plain, "day 9 09:30", PROVIDER, ofMinutes(130)),
        theft("A12", plain, "day 9 10:00", PROVIDER, ofMinutes(30)),
        theft("A13", plain, "day 11 02:00", PROVIDER, ofMinutes(75)),
        theft("A14", large, "day 9 01:00", PROVIDER, ofMinutes(90)),
        theft("A15", large, "day 8 04:00", PROVIDER, ofHours(72)),
        theft("A16", GivenKeys.of(16, "openai", 15), "day 9 16:00", PROVIDER, ofMinutes(60)));
  }

  /** Thefts over many keys of which only the provider tells. */
  private static List<Scenario> darkThefts() {
    GivenKeys many = GivenKeys.of(20, "openai", 30).withoutTelemetry();
    GivenKeys all = GivenKeys.of(16, "openai", 15).withoutTelemetry();
    return List.of(
        theft("A9", many, "day 9 08:00", PROVIDER, ofHours(4)).variant("provider-only"),
        theft("A16", all, "day 9 16:00", PROVIDER, ofMinutes(60)).variant("provider-only"));
  }

  private static Scenario theft(
      String kind, GivenKeys keys, String when, Duration soonest, Duration latest) {
    return Scenario.named(kind).given(keys).happeningAt(when).expectKillBetween(soonest, latest);
  }

  private static List<Scenario> lifeLookAlikes() {
    GivenKeys plain = GivenKeys.of(8, "openai", 20);
    return List.of(
        harmless("B2", plain, "day 9 02:00"),
        harmless("B3", plain, "day 9 02:00"),
        harmless("B9", plain, "day 8 07:30"),
        harmless("B10", plain, "day 9 11:00"),
        harmless("B11", plain.in("Europe/Berlin"), "day 9 02:00"),
        harmless("B18", plain, "day 10 01:00"),
        harmless("B19", plain, "day 9 12:00"));
  }

  private static List<Scenario> useLookAlikes() {
    GivenKeys plain = GivenKeys.of(8, "openai", 20);
    GivenKeys azure = GivenKeys.of(8, "azure", 20);
    GivenKeys everywhere = GivenKeys.of(3, "anthropic", 20);
    GivenKeys fleet = GivenKeys.of(3, "google", 20);
    GivenKeys bedrock = GivenKeys.of(3, "bedrock", 20);
    return List.of(
        harmless("B1", plain, "day 9 17:00"),
        harmless("B4", plain, "day 8 08:30"),
        harmless("B5", plain, "day 9 16:00"),
        harmless("B6", plain, "day 8 20:30").given(plain, azure, everywhere, fleet, bedrock),
        harmless("B7", plain, "day 11 14:45").given(plain, azure, everywhere, fleet, bedrock),
        Scenario.named("B8").given(plain).happeningAt("day 8 21:30").expectKillTolerated(),
        harmless("B12", azure, "day 10 08:15"),
        harmless("B13", plain, "day 10 17:00"),
        harmless("B14", plain, "day 9 01:00").given(plain, azure, everywhere, fleet, bedrock),
        harmless("B15", plain, "day 9 10:00"),
        harmless("B16", plain, "day 9 05:20"),
        harmless("B17", plain, "day 9 12:00"));
  }

  private static Scenario harmless(String kind, GivenKeys keys, String when) {
    return Scenario.named(kind).given(keys).happeningAt(when).expectNoKill();
  }
}
