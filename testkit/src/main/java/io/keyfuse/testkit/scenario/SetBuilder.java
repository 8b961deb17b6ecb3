package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.KeyIdentity.Feeds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Builds a labelled set from its plan; the same plan gives the same set. Stateless. */
final class SetBuilder {
  private static final List<Plot> THEFTS =
      Stream.of(FloodPlots.ALL, QuietPlots.ALL, SpreadPlots.ALL).flatMap(List::stream).toList();
  private static final List<Plot> LOOK_ALIKES =
      Stream.of(KeyLookAlikes.ALL, UseLookAlikes.ALL, FleetLookAlikes.ALL)
          .flatMap(List::stream)
          .toList();
  static final Set<String> KINDS = kinds();

  private static final int KEYS_OF_A_FULL_SET = 150;
  private static final int WARM_UP_DAYS = 7;
  private static final List<String> FEATURES =
      List.of("chat", "search", "summarize", "extract", "agent", "report", "code-assist", "triage");
  private static final List<String> ZONES =
      List.of(
          "America/New_York",
          "America/Los_Angeles",
          "Europe/Berlin",
          "Europe/London",
          "Asia/Tokyo",
          "Asia/Kolkata",
          "Australia/Sydney",
          "America/Sao_Paulo");

  private SetBuilder() {}

  static LabelledSet build(SetPlan plan) {
    Draw draw = new Draw(plan.seed());
    Span whole = calendar(draw, plan.days());
    long warmupEnd = whole.fromMillis() + WARM_UP_DAYS * Span.DAY;
    Stage stage = new Stage(whole, warmupEnd, keys(draw, plan, whole), draw.split());
    double scale = Math.min(1, plan.keys() / (double) KEYS_OF_A_FULL_SET);
    List<Plot> plots = new ArrayList<>(THEFTS);
    plots.addAll(LOOK_ALIKES);
    plots.removeIf(plot -> !plan.plays(plot.kind()));
    stage.draw().shuffle(plots);
    plots.forEach(plot -> play(stage, plot, scale));
    return new LabelledSet(
        "seed-" + plan.seed(),
        plan.seed(),
        whole,
        warmupEnd,
        rows(stage),
        stage.keys(),
        stage.thefts(),
        stage.lookAlikes());
  }

  private static void play(Stage stage, Plot plot, double scale) {
    int times = stage.draw().whole(plot.fewest(), plot.most());
    for (int i = (int) Math.max(1, Math.round(times * scale)); i > 0; i--) {
      plot.play().accept(stage);
    }
  }

  /** Begins 7 to 11 days before some zone changes its clocks, so that the judged days hold it. */
  private static Span calendar(Draw draw, int days) {
    LocalDate change =
        draw.pick(
            List.of(
                LocalDate.of(2025, 3, 9),
                LocalDate.of(2025, 3, 30),
                LocalDate.of(2025, 10, 26),
                LocalDate.of(2025, 11, 2),
                LocalDate.of(2026, 3, 29)));
    LocalDate first = change.minusDays(draw.whole(7, 11));
    long from = first.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    return new Span(from, from + days * Span.DAY);
  }

  private static List<KeyPlan> keys(Draw draw, SetPlan plan, Span whole) {
    List<KeyPlan> keys = new ArrayList<>();
    int tenants = Math.max(1, plan.keys() / 5);
    List<ZoneId> zones = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      zones.add(ZoneId.of(draw.pick(ZONES)));
    }
    for (int i = 1; i <= plan.keys(); i++) {
      int tenant = draw.whole(0, tenants - 1);
      String provider = draw.pick(ModelCatalog.PROVIDERS);
      KeyIdentity identity =
          new KeyIdentity(
              String.format(Locale.ROOT, "key-%04d", i),
              provider,
              String.format(Locale.ROOT, "tenant-%02d", tenant + 1),
              draw.pick(FEATURES),
              feeds(draw),
              whole.fromMillis() - draw.whole(3, 400) * Span.DAY,
              null);
      Draw own = draw.split();
      keys.add(
          new KeyPlan(identity, ProfileDraw.drawn(own, provider, zones.get(tenant)), whole, own));
    }
    return keys;
  }

  private static Feeds feeds(Draw draw) {
    double u = draw.uniform(0, 1);
    return new Feeds(u < 0.85, u < 0.75 || u >= 0.85);
  }

  private static List<UsageRow> rows(Stage stage) {
    List<UsageRow> rows = new ArrayList<>();
    for (KeyPlan key : stage.keys()) {
      List<Call> calls = new ArrayList<>(new OwnerTraffic(key, stage.whole().fromMillis()).drawn());
      calls.addAll(key.extra());
      calls.sort(Comparator.comparingLong(Call::atMillis));
      rows.addAll(new FeedNoise(key).rows(calls));
    }
    rows.removeIf(row -> row.arrivedAtMillis() >= stage.whole().toMillis());
    rows.sort(Comparator.comparingLong(UsageRow::arrivedAtMillis));
    return rows;
  }

  private static Set<String> kinds() {
    TreeSet<String> kinds =
        new TreeSet<>(
            Comparator.comparing((String kind) -> kind.charAt(0))
                .thenComparing(kind -> Integer.parseInt(kind.substring(1))));
    THEFTS.forEach(plot -> kinds.add(plot.kind()));
    LOOK_ALIKES.forEach(plot -> kinds.add(plot.kind()));
    kinds.add("B11");
    return kinds;
  }

  /** The instant as the stream's format writes it, always with milliseconds. */
  static String iso(long millis) {
    String text = Instant.ofEpochMilli(millis / 1000 * 1000).toString();
    return text.substring(0, 19) + String.format(Locale.ROOT, ".%03dZ", millis % 1000);
  }
}
