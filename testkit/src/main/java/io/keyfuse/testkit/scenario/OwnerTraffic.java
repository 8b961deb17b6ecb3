package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.ClientProfile.Volume;
import java.util.ArrayList;
import java.util.List;

/**
 * The owner's calls on one key: a Poisson process whose rate follows the client's week, day and
 * hour noise, growth and spells, and in which each call may bring about others. Not thread-safe.
 */
final class OwnerTraffic {
  private static final long SLOT_MILLIS = 5 * Span.MINUTE;
  private static final double MOST_ROWS_TIMES = 6;
  private static final int LONGEST_CHAIN = 60;
  private static final List<String> ERRORS = List.of("429", "429", "500", "529", "400");

  private final KeyPlan plan;
  private final Draw draw;
  private final long originMillis;
  private final List<Call> calls = new ArrayList<>();

  OwnerTraffic(KeyPlan plan, long originMillis) {
    this.plan = plan;
    this.draw = plan.draw().split();
    this.originMillis = originMillis;
  }

  List<Call> drawn() {
    Volume volume = plan.profile().volume();
    double level = 1;
    double day = 1;
    double hour = 1;
    long first = plan.alive().fromMillis();
    for (long at = first; at < plan.alive().toMillis(); at += SLOT_MILLIS) {
      long into = at - first;
      if (into % Span.DAY == 0) {
        level *= draw.logNormal(1, volume.wander());
        day = draw.chance(volume.quietDays()) ? 0 : draw.logNormal(1, volume.dayNoise());
      }
      if (into % Span.HOUR == 0) {
        hour = draw.logNormal(1, volume.hourNoise());
      }
      slot(at, level * day * hour * growth(at));
    }
    return calls;
  }

  private double growth(long atMillis) {
    double days = (atMillis - originMillis) / (double) Span.DAY;
    return StrictMath.pow(plan.profile().volume().growthPerDay(), days);
  }

  private void slot(long atMillis, double level) {
    double peak = 0;
    for (long at = atMillis; at < atMillis + SLOT_MILLIS; at += Span.MINUTE) {
      peak = Math.max(peak, rate(at));
    }
    double rows = peak > MOST_ROWS_TIMES ? MOST_ROWS_TIMES : peak;
    Volume volume = plan.profile().volume();
    double mean =
        volume.rowsPerDay() * SLOT_MILLIS / Span.DAY * rows * level * (1 - volume.branching());
    for (int i = draw.poisson(mean); i > 0; i--) {
      long at = draw.millis(atMillis, Math.min(atMillis + SLOT_MILLIS, plan.alive().toMillis()));
      if (draw.chance(rate(at) / peak)) {
        chain(at, peak / rows);
      }
    }
  }

  private double rate(long atMillis) {
    double rate = plan.profile().rhythm().weight(atMillis);
    double plus = 0;
    for (Spell spell : plan.spells()) {
      if (spell.span().holds(atMillis)) {
        rate *= spell.times();
        plus += spell.plus();
      }
    }
    return rate + plus;
  }

  /** A call and those that follow from it: the same caller and model, a growing context. */
  private void chain(long atMillis, double size) {
    Caller caller = draw.pickSkewed(plan.profile().callers());
    ModelPrice model = draw.pickSkewed(plan.profile().models());
    double context = 1;
    long at = atMillis;
    for (int i = 0; i < LONGEST_CHAIN && plan.alive().holds(at); i++) {
      call(at, new Source(caller, model, size, context));
      if (!draw.chance(plan.profile().volume().branching())) {
        return;
      }
      at += Math.round(draw.logNormal(25 * Span.SECOND, 1.2));
      context = Math.min(4, context * draw.uniform(1, 1.12));
    }
  }

  private record Source(Caller caller, ModelPrice model, double size, double context) {}

  private void call(long atMillis, Source source) {
    ClientProfile profile = plan.profile();
    double mean = profile.volume().requestsPerRow() * source.size;
    long requests = Math.max(1, Math.round(mean < 2 ? mean : draw.logNormal(mean, 0.35)));
    Tokens tokens = profile.lengths().draw(draw, requests).times(source.context);
    Call call =
        new Call(
            atMillis,
            source.model,
            draw.pickSkewed(profile.regions()),
            tokens,
            requests,
            null,
            source.caller,
            Call.Origin.OWNER);
    if (draw.chance(profile.errorRate())) {
      call = call.failed(draw.pick(ERRORS));
    }
    for (Spell spell : plan.spells()) {
      if (spell.span().holds(atMillis)) {
        call = spell.edit().apply(call, draw);
      }
    }
    calls.add(call);
  }
}
