package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.KeyIdentity.Feeds;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Keys of one tenant with calm use, among which a scenario plays. Immutable.
 *
 * @param usdPerDay mean spend of each
 */
public record GivenKeys(int number, String provider, double usdPerDay, Feeds feeds, ZoneId zone) {
  /** Keys with both feeds, in a zone that never changes its clocks. */
  public static GivenKeys of(int number, String provider, double usdPerDay) {
    return new GivenKeys(
        number, provider, usdPerDay, new Feeds(true, true), ZoneId.of("Asia/Tokyo"));
  }

  /** Nothing but the provider tells of these keys. */
  public GivenKeys withoutTelemetry() {
    return new GivenKeys(number, provider, usdPerDay, new Feeds(false, true), zone);
  }

  /** The clients' local time is that of the zone. */
  public GivenKeys in(String otherZone) {
    return new GivenKeys(number, provider, usdPerDay, feeds, ZoneId.of(otherZone));
  }

  List<KeyPlan> plans(Draw draw, Span whole) {
    List<KeyPlan> plans = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      Draw own = draw.split();
      String keyId = String.format(Locale.ROOT, "%s-%02d", provider, i);
      long made = whole.fromMillis() - 90 * Span.DAY;
      KeyPlan plan =
          new KeyPlan(
              new KeyIdentity(keyId, provider, "tenant-" + provider, "chat", feeds, made, null),
              ProfileDraw.calm(own, provider, zone),
              whole,
              own);
      plan.spend(usdPerDay);
      plans.add(plan);
    }
    return plans;
  }
}
