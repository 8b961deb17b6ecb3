package io.keyfuse.bench.detection;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What thefts cost before they were stopped, over some victims. Immutable. Dollars and seconds are
 * statistics rounded as they are shown; sums are made in nano-USD.
 */
record LossSummary(
    int victims,
    int attacks,
    int killed,
    double recall,
    double alertRecall,
    OptionalDouble secondsMedian,
    OptionalDouble secondsP95,
    OptionalDouble usdMedian,
    OptionalDouble usdP95,
    double usdMost,
    double usdTotal,
    double usdUndefended,
    OptionalDouble percentPrevented) {

  static LossSummary of(List<VictimScore> scores) {
    double[] seconds =
        scores.stream()
            .filter(VictimScore::detected)
            .mapToDouble(score -> score.millisToKill() / 1000.0)
            .toArray();
    double[] spent = scores.stream().mapToDouble(score -> score.spentNanos() / 1e9).toArray();
    long total = scores.stream().mapToLong(VictimScore::spentNanos).sum();
    long undefended = scores.stream().mapToLong(score -> score.victim().totalNanos()).sum();
    int killed = seconds.length;
    long alerted = scores.stream().filter(VictimScore::alerted).count();
    return new LossSummary(
        scores.size(),
        (int) scores.stream().map(score -> score.victim().attackId()).distinct().count(),
        killed,
        Quantile.rounded(killed / (double) scores.size(), 4),
        Quantile.rounded(alerted / (double) scores.size(), 4),
        Quantile.of(seconds, 0.5),
        Quantile.of(seconds, 0.95),
        Quantile.of(spent, 0.5),
        Quantile.of(spent, 0.95),
        Quantile.rounded(Arrays.stream(spent).max().orElse(0), 2),
        Quantile.rounded(total / 1e9, 2),
        Quantile.rounded(undefended / 1e9, 2),
        undefended == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(Quantile.rounded(100 * (1 - total / (double) undefended), 2)));
  }
}
