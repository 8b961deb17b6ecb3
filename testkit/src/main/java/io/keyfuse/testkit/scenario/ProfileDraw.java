package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.ClientProfile.Volume;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws clients: office apps, consumer apps, agents, rare scripts, roll-ups. Stateless. */
final class ProfileDraw {
  private static final List<String> AGENTS =
      List.of(
          "openai-python/1.68",
          "okhttp/4.12",
          "langchain/0.3",
          "anthropic-sdk-python/0.49",
          "spring-ai/1.0",
          "acme-gateway/2.4",
          "google-genai/1.12",
          "Go-http-client/2.0");
  private static final double LARGEST_DAY_USD = 2000;

  private ProfileDraw() {}

  static ClientProfile drawn(Draw draw, String provider, ZoneId zone) {
    return drawn(draw, provider, zone, draw.pickSkewed(List.of(Kind.values())));
  }

  /** A client whose days resemble each other. */
  static ClientProfile calm(Draw draw, String provider, ZoneId zone) {
    Kind kind = draw.pick(List.of(Kind.OFFICE, Kind.CONSUMER, Kind.STEADY));
    return drawn(draw, provider, zone, kind);
  }

  private static ClientProfile drawn(Draw draw, String provider, ZoneId zone, Kind kind) {
    RequestLengths lengths = RequestLengths.drawn(draw);
    List<ModelPrice> models = models(draw, provider);
    double usd = Math.min(LARGEST_DAY_USD, Math.max(0.05, draw.logNormal(kind.medianUsd, 1.5)));
    double requests = Math.max(0.2, usd * 1e9 / ClientProfile.meanNanos(lengths, models));
    double budget = draw.logUniform(kind.fewestRows, kind.mostRows);
    double rows = Math.min(requests, budget);
    Volume volume =
        new Volume(
            rows,
            Math.max(1, requests / rows),
            draw.uniform(0, kind.branching),
            draw.uniform(0.05, kind.noise),
            draw.uniform(0.05, kind.noise),
            draw.chance(0.2) ? draw.uniform(0.97, 1.05) : 1,
            kind == Kind.RARE ? draw.uniform(0, 0.7) : 0,
            draw.uniform(0, 0.2));
    return new ClientProfile(
        kind.rhythm(draw, zone),
        volume,
        lengths,
        models,
        regions(draw, provider),
        callers(draw),
        draw.uniform(0.005, 0.02));
  }

  /** Owners' networks are private, as behind a NAT or a gateway. */
  static List<Caller> callers(Draw draw) {
    String network = "10." + draw.whole(0, 254) + ".";
    List<String> addresses = new ArrayList<>();
    for (int i = draw.whole(1, 4); i > 0; i--) {
      addresses.add(network + draw.whole(0, 254) + "." + draw.whole(1, 254));
    }
    String agent = draw.pick(AGENTS);
    String owner = String.format(Locale.ROOT, "u%06x-", draw.whole(0, 0xffffff));
    List<Caller> callers = new ArrayList<>();
    for (int i = (int) draw.logUniform(1, 60); i >= 0; i--) {
      String user = draw.chance(0.03) ? null : owner + String.format(Locale.ROOT, "%03d", i);
      callers.add(new Caller(user, draw.pick(addresses), agent));
    }
    return callers;
  }

  private static List<ModelPrice> models(Draw draw, String provider) {
    List<ModelPrice> all = new ArrayList<>(ModelCatalog.chat(provider));
    // Owners seldom hold the dearest model; a thief's choice must not be new on every key.
    if (draw.chance(0.9)) {
      all.remove(ModelCatalog.premium(provider));
    }
    draw.shuffle(all);
    return List.copyOf(all.subList(0, Math.min(all.size(), draw.pick(List.of(1, 1, 1, 2, 2, 3)))));
  }

  private static List<String> regions(Draw draw, String provider) {
    List<String> all = new ArrayList<>(ModelCatalog.regions(provider));
    draw.shuffle(all);
    return List.copyOf(all.subList(0, Math.min(all.size(), draw.pick(List.of(1, 1, 1, 2, 3)))));
  }

  private enum Kind {
    OFFICE(40, 30, 180, 0.4, 0.35),
    CONSUMER(90, 80, 260, 0.3, 0.3),
    AGENT(50, 40, 220, 0.85, 0.6),
    ROLLUP(400, 120, 300, 0.05, 0.2),
    RARE(0.6, 0.3, 12, 0.6, 0.9),
    STEADY(25, 30, 150, 0.2, 0.25);

    private final double medianUsd;
    private final double fewestRows;
    private final double mostRows;
    private final double branching;
    private final double noise;

    Kind(double medianUsd, double fewest, double most, double branching, double noise) {
      this.medianUsd = medianUsd;
      this.fewestRows = fewest;
      this.mostRows = most;
      this.branching = branching;
      this.noise = noise;
    }

    private Rhythm rhythm(Draw draw, ZoneId zone) {
      return switch (this) {
        case OFFICE, RARE ->
            new Rhythm(
                zone,
                draw.uniform(5, 10),
                draw.uniform(9, 15),
                draw.uniform(0, 0.08),
                draw.uniform(0, 0.3));
        case CONSUMER, ROLLUP ->
            new Rhythm(
                zone,
                draw.uniform(3, 9),
                draw.uniform(18, 23.9),
                draw.uniform(0.1, 0.6),
                draw.uniform(0.7, 1.3));
        case AGENT ->
            new Rhythm(
                zone,
                draw.uniform(0, 24),
                draw.uniform(10, 24),
                draw.uniform(0.02, 0.7),
                draw.uniform(0.1, 1.1));
        case STEADY -> new Rhythm(zone, 0, 24, 1, 1);
      };
    }
  }
}
