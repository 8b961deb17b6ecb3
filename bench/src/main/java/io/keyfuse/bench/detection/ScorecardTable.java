package io.keyfuse.bench.detection;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Scorecards as Markdown. Stateless. */
final class ScorecardTable {
  private ScorecardTable() {}

  /** A scorecard and what it is a score of, such as the signal that was off. */
  record Row(String name, Scorecard card) {}

  /** One line a run; how far each is from the first is what an ablation shows. */
  static String runs(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| run | recall | median s | p95 s | $ prevented % | mean victim % | change |"
            + " false kills | false caps | notifications | repeats true/false |\n");
    text.append("|--|--|--|--|--|--|--|--|--|--|--|\n");
    double first = rows.isEmpty() ? 0 : rows.get(0).card.meanPercentPrevented();
    for (Row row : rows) {
      Scorecard card = row.card;
      LossSummary loss = card.overall();
      text.append(
          "| %s | %.3f (%d/%d) | %s | %s | %s | %.1f | %+.1f | %s | %s | %s | %d/%d |%n"
              .formatted(
                  row.name,
                  loss.recall(),
                  loss.killed(),
                  loss.victims(),
                  cell(loss.secondsMedian()),
                  cell(loss.secondsP95()),
                  cell(loss.percentPrevented()),
                  card.meanPercentPrevented(),
                  card.meanPercentPrevented() - first,
                  alarms(card.kills()),
                  alarms(card.caps()),
                  alarms(card.notifications()),
                  card.kills().repeatsTrue(),
                  card.kills().repeatsFalse()));
    }
    return text.toString();
  }

  /** One line a kind of attack. */
  static String kinds(Scorecard card) {
    StringBuilder text = new StringBuilder();
    text.append("| kind | victims | recall | median s | $ lost | $ undefended | prevented % |\n");
    text.append("|--|--|--|--|--|--|--|\n");
    card.byKind()
        .forEach(
            (kind, loss) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "| %s | %d | %.3f | %s | %.2f | %.2f | %s |%n",
                        kind,
                        loss.victims(),
                        loss.recall(),
                        cell(loss.secondsMedian()),
                        loss.usdTotal(),
                        loss.usdUndefended(),
                        cell(loss.percentPrevented()))));
    return text.toString();
  }

  /** One line a look-alike; {@code none} is ordinary traffic. */
  static String lookAlikes(Scorecard card) {
    StringBuilder text = new StringBuilder();
    text.append("| look-alike | keys | false kills | false caps | notifications |\n");
    text.append("|--|--|--|--|--|\n");
    card.lookAlikeKeys().forEach((kind, keys) -> text.append(lookAlike(card, kind, "" + keys)));
    return text.append(lookAlike(card, "none", "all")).toString();
  }

  private static String lookAlike(Scorecard card, String kind, String keys) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d |%n",
        kind,
        keys,
        card.kills().byLookAlike().getOrDefault(kind, 0),
        card.caps().byLookAlike().getOrDefault(kind, 0),
        card.notifications().byLookAlike().getOrDefault(kind, 0));
  }

  private static String alarms(FalseAlarms alarms) {
    return String.format(Locale.ROOT, "%d (%.3f)", alarms.count(), alarms.perKeyMonth());
  }

  private static String cell(OptionalDouble value) {
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", value.getAsDouble());
  }
}
