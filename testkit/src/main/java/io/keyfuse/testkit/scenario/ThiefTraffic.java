package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.Call.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws the calls of thieves. Stateless. */
final class ThiefTraffic {
  private static final List<String> AGENTS =
      List.of(
          "python-requests/2.31",
          "openai-python/1.40",
          "openai-node/4.20",
          "curl/8.5",
          "SillyTavern/1.12",
          "aiohttp/3.9",
          "Go-http-client/1.1");
  private static final double RAMP_START = 0.15;

  private ThiefTraffic() {}

  /**
   * A steady theft.
   *
   * @param rampMinutes time to full rate
   */
  record Flow(
      Span span,
      double usdPerHour,
      double rowsPerMinute,
      double rampMinutes,
      double errorShare,
      Origin origin,
      Goods goods) {}

  /** What is stolen, and from where; each row draws one of each list. */
  record Goods(
      List<ModelPrice> models,
      List<String> regions,
      RequestLengths lengths,
      List<Caller> callers) {}

  static List<Call> flow(Draw draw, Flow flow) {
    List<Call> calls = new ArrayList<>();
    double gapMillis = Span.MINUTE / flow.rowsPerMinute;
    double nanosPerRow = flow.usdPerHour * 1e9 / 60 / flow.rowsPerMinute;
    long at = flow.span.fromMillis() + draw.millis(0, 2000);
    while (flow.span.holds(at)) {
      double into = (at - flow.span.fromMillis()) / (double) Span.MINUTE;
      double ramp = into >= flow.rampMinutes ? 1 : into / flow.rampMinutes;
      double level = RAMP_START + (1 - RAMP_START) * ramp;
      calls.add(row(draw, flow, at, nanosPerRow * level));
      if (draw.chance(flow.errorShare)) {
        Call last = calls.get(calls.size() - 1);
        calls.add(last.at(at + draw.millis(1, 900)).failed("429"));
      }
      at += Math.max(1, Math.round(draw.exponential(gapMillis)));
    }
    return calls;
  }

  private static Call row(Draw draw, Flow flow, long at, double nanos) {
    Goods goods = flow.goods;
    ModelPrice model = draw.pick(goods.models);
    double wanted = nanos * draw.logNormal(1, 0.3) / goods.lengths.meanNanos(model);
    long requests = Math.max(1, Math.round(wanted));
    return new Call(
        at,
        model,
        draw.pick(goods.regions),
        goods.lengths.draw(draw, requests),
        requests,
        null,
        draw.pick(goods.callers),
        flow.origin);
  }

  /** One request whose cost is nearly nothing, as a thief sends to see whether a key works. */
  static Call probe(Draw draw, long at, KeyPlan victim, ModelPrice model) {
    return new Call(
        at,
        model,
        victim.mainRegion(),
        new Tokens(draw.whole(6, 40), 0, draw.whole(1, 12)),
        1,
        null,
        draw.pick(callers(draw, 1)),
        Origin.THIEF_RECON);
  }

  /** Rented addresses all over the world, with few user agents. */
  static List<Caller> callers(Draw draw, int number) {
    List<String> agents = number > 15 ? AGENTS : List.of(draw.pick(AGENTS), draw.pick(AGENTS));
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      String address =
          String.format(
              Locale.ROOT,
              "%d.%d.%d.%d",
              draw.pick(List.of(45, 77, 91, 146, 185, 193, 194, 213)),
              draw.whole(1, 254),
              draw.whole(0, 254),
              draw.whole(1, 254));
      callers.add(new Caller(null, address, draw.pick(agents)));
    }
    return callers;
  }
}
