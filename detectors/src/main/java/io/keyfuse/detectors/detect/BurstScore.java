package io.keyfuse.detectors.detect;

/**
 * How strongly the spend of one window speaks for a burst: the largest log likelihood ratio of the
 * rate having risen to 1.5, 3, 10 or 50 times the expected one.
 *
 * <p>Under a quasi-Poisson law with mean {@code μ} and variance {@code φμ} (McCullagh, Nelder,
 * Generalized Linear Models, 2nd ed., 1989, ch. 9) the ratio against {@code rμ} is {@code Λ_r = (x
 * ln r − (r − 1)μ)/φ}. Summed over panes it is Page's CUSUM (Page, Continuous inspection schemes,
 * Biometrika 41, 1954); its maximum over windows of several widths is the window-limited form of
 * Lai (Sequential changepoint detection in quality control and dynamical systems, JRSS B 57, 1995),
 * which needs no running sum and so judges late panes like timely ones. A threshold {@code h =
 * ln(T/width)} gives a mean time between false alarms of at least about T (Lorden, Procedures for
 * reacting to a change in distribution, Ann. Math. Stat. 42, 1971).
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
