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
      Stream.of(KeyLookAlikes.ALL, UseLookAlikes.ALL, LoadLookAlikes.ALL, FleetLookAlikes.ALL)
          .flatMap(List::stream)
          .toList();
  static final Set<String> KINDS = kinds();

  private static final Set<String> OF_MANY_KEYS = Set.of("A9", "A16");
  private static final int KEYS_OF_A_FULL_SET = 150;
  private static final int WARM_UP_DAYS = 7;
  private static final List<String> FEATURES =
      List.of("chat", "search", "summarize", "extract", "agent", "report", "code-assist", "triage");
  private static final List<ClockChange> CHANGES =
      List.of(
          new ClockChange(LocalDate.of(2025, 3, 9), "America/New_York"),
          new ClockChange(LocalDate.of(2025, 3, 30), "Europe/Berlin"),
          new ClockChange(LocalDate.of(2025, 10, 26), "Europe/London"),
          new ClockChange(LocalDate.of(2025, 11, 2), "America/Los_Angeles"),
          new ClockChange(LocalDate.of(2026, 3, 29), "Europe/Berlin"));
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
    ClockChange change = draw.pick(CHANGES);
    Span whole = calendar(draw, change, plan.days());
    long warmupEnd = whole.fromMillis() + WARM_UP_DAYS * Span.DAY;
    Stage stage = new Stage(whole, warmupEnd, keys(draw, plan, whole, change), draw.split());
    play(stage, plan);
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

  /** Each plot once, then those of many keys, then repeats, so that no kind finds all keys gone. */
  private static void play(Stage stage, SetPlan plan) {
    List<Plot> once = new ArrayList<>(THEFTS);
    once.addAll(LOOK_ALIKES);
    once.removeIf(plot -> !plan.plays(plot.kind()));
    double scale = Math.min(1, plan.keys() / (double) KEYS_OF_A_FULL_SET);
    List<Plot> again = new ArrayList<>();
    for (Plot plot : once) {
      long times = Math.round(stage.draw().whole(plot.fewest(), plot.most()) * scale);
      for (int i = 1; i < times; i++) {
        again.add(plot);
      }
    }
    stage.draw().shuffle(once);
    stage.draw().shuffle(again);
    once.sort(Comparator.comparing(plot -> OF_MANY_KEYS.contains(plot.kind())));
    once.forEach(plot -> plot.play().accept(stage));
    again.forEach(plot -> plot.play().accept(stage));
  }

  /** When a zone changes its clocks. */
  private record ClockChange(LocalDate day, String zone) {}

  /** Begins 7 to 11 days before the change, so that the judged days hold it. */
  private static Span calendar(Draw draw, ClockChange change, int days) {
    LocalDate first = change.day.minusDays(draw.whole(7, 11));
    long from = first.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    return new Span(from, from + days * Span.DAY);
  }

  private static List<KeyPlan> keys(Draw draw, SetPlan plan, Span whole, ClockChange change) {
    List<KeyPlan> keys = new ArrayList<>();
    int tenants = Math.max(1, plan.keys() / 5);
    List<ZoneId> zones = new ArrayList<>();
    zones.add(ZoneId.of(change.zone));
    for (int i = 1; i < tenants; i++) {
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

  /** The stream of all keys of the stage, in order of arrival. */
  static List<UsageRow> rows(Stage stage) {
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

  static Plot plot(String kind) {
    return Stream.concat(THEFTS.stream(), LOOK_ALIKES.stream())
        .filter(plot -> plot.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("kind: " + kind + " is not one of " + KINDS));
  }

  private static Set<String> kinds() {
    TreeSet<String> kinds =
        new TreeSet<>(
            Comparator.comparing((String kind) -> kind.charAt(0))
                .thenComparing(kind -> Integer.parseInt(kind.substring(1))));
    THEFTS.forEach(plot -> kinds.add(plot.kind()));
    LOOK_ALIKES.forEach(plot -> kinds.add(plot.kind()));
    return kinds;
  }

  /** The instant as the stream's format writes it, always with milliseconds. */
  static String iso(long millis) {
    String text = Instant.ofEpochMilli(millis / 1000 * 1000).toString();
    return text.substring(0, 19) + String.format(Locale.ROOT, ".%03dZ", millis % 1000);
  }
}
