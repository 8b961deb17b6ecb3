package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.KeyPlan.Outage;
import io.keyfuse.testkit.scenario.KeyPlan.PriceStep;
import java.util.List;

/** Faults of feeds and providers, over many keys at once: B6, B7, B14, B15. Stateless. */
final class FleetLookAlikes {
  static final List<Plot> ALL =
      List.of(
          new Plot("B6", 1, 2, FleetLookAlikes::priceBug),
          new Plot("B7", 1, 3, FleetLookAlikes::retryStorm),
          new Plot("B14", 1, 2, FleetLookAlikes::feedStall),
          new Plot("B15", 2, 4, FleetLookAlikes::telemetryOutage));

  private FleetLookAlikes() {}

  private static List<KeyPlan> ofProvider(Stage stage, String provider) {
    return stage.keys().stream().filter(key -> key.identity().provider().equals(provider)).toList();
  }

  private static void priceBug(Stage stage) {
    Draw draw = stage.draw();
    List<KeyPlan> keys = ofProvider(stage, draw.pick(ModelCatalog.PROVIDERS));
    Span span = stage.somewhen(draw.uniform(1, 9));
    double factor = draw.pick(List.of(2.0, 3.0, 5.0, 10.0, 1.0 / 3));
    keys.forEach(key -> key.priceSteps().add(new PriceStep(span, factor)));
    if (!keys.isEmpty()) {
      stage.lookAlike("B6", keys, span);
    }
  }

  private static void retryStorm(Stage stage) {
    Draw draw = stage.draw();
    List<KeyPlan> keys = ofProvider(stage, draw.pick(ModelCatalog.PROVIDERS));
    Span span = stage.somewhen(draw.uniform(0.08, 0.9));
    double failing = draw.uniform(0.6, 0.95);
    String code = draw.pick(List.of("429", "500", "503", "529"));
    Spell storm =
        Spell.times(span, Math.min(10, draw.uniform(0.7, 1.1) / (1 - failing)))
            .editing((call, any) -> any.chance(failing) ? call.failed(code) : call);
    keys.forEach(key -> key.spells().add(storm));
    if (!keys.isEmpty()) {
      stage.lookAlike("B7", keys, span);
    }
  }

  private static void feedStall(Stage stage) {
    Draw draw = stage.draw();
    List<KeyPlan> keys =
        ofProvider(stage, draw.pick(ModelCatalog.PROVIDERS)).stream()
            .filter(key -> key.identity().feeds().provider())
            .toList();
    Span span = stage.somewhen(draw.uniform(1, 12));
    keys.forEach(key -> key.stalls().add(span));
    if (!keys.isEmpty()) {
      stage.lookAlike("B14", keys, span);
    }
  }

  /** Of one key, or of a tenant's gateway and so of all its keys. */
  private static void telemetryOutage(Stage stage) {
    Draw draw = stage.draw();
    Span span = stage.somewhen(draw.logUniform(0.15, 4));
    double lost = draw.chance(0.7) ? 1 : draw.uniform(0.4, 0.95);
    stage
        .take(key -> key.hasBothFeeds() && key.usdPerDay() > 1)
        .ifPresent(
            key -> {
              String tenant = key.identity().tenant();
              boolean wide = draw.chance(0.3);
              List<KeyPlan> keys =
                  stage.keys().stream()
                      .filter(
                          other ->
                              other == key
                                  || (wide
                                      && other.hasBothFeeds()
                                      && other.identity().tenant().equals(tenant)))
                      .toList();
              keys.forEach(other -> other.outages().add(new Outage(span, lost)));
              stage.lookAlike("B15", keys, span);
            });
  }
}
