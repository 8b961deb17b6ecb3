package io.keyfuse.detectors.detect;

/**
 * How strongly the spend of one window speaks for a burst: the largest log likelihood ratio of the
 * rate having risen to 1.5, 3, 10 or 50 times the expected one.
 *
 * <p>Under a quasi-Poisson law with mean {@code μ} and variance {@code φμ} (McCullagh, Nelder,
 * Generalized Linear Models, 2nd ed., 1989, ch. 9) the ratio against {@code rμ} is {@code Λ_r = (x
 * ln r − (r − 1)μ)/φ}. Summed over panes since the best start it is Page's CUSUM (Page, Continuous
 * inspection schemes, Biometrika 41, 1954). Here the start is limited to windows of four widths, in
 * the manner of Lai (Sequential changepoint detection in quality control and dynamical systems,
 * JRSS B 57, 1995): no running sum, so late panes are judged like timely ones.
 *
 * <p>For one ratio and known {@code μ} and {@code φ} a threshold {@code h = ln(T/width)} gives a
 * mean time between false alarms of about T or more (Lorden, Procedures for reacting to a change in
 * distribution, Ann. Math. Stat. 42, 1971). Four ratios in parallel may cost a factor of four, and
 * estimated parameters more: it is the second question of {@link SpendBurstDetector} that keeps the
 * promise on real traffic.
 */
final class BurstScore {
  private static final double[] RATIOS = {1.5, 3, 10, 50};
  private static final double[] LOG_RATIOS = logs();

  private BurstScore() {}

  /**
   * Returns the score in nats, at least 0.
   *
   * @param spend spend of the window
   * @param expected expected spend of the window, at least 0
   * @param dispersion φ in the same unit, above 0
   */
  static double nats(double spend, double expected, double dispersion) {
    double best = 0;
    for (int i = 0; i < RATIOS.length; i++) {
      best = Math.max(best, spend * LOG_RATIOS[i] - (RATIOS[i] - 1) * expected);
    }
    return best / dispersion;
  }

  private static double[] logs() {
    double[] logs = new double[RATIOS.length];
    for (int i = 0; i < RATIOS.length; i++) {
      logs[i] = Math.log(RATIOS[i]);
    }
    return logs;
  }
}
