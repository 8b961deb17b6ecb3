package io.keyfuse.testkit.scenario;

import java.util.List;

/**
 * Lognormal lengths of one client's requests; the cached share is of the input. The medians of
 * {@link #STYLES} span published traces of chat and code assistants, and longer agents. Immutable.
 */
record RequestLengths(
    double inputMedian,
    double inputSigma,
    double outputMedian,
    double outputSigma,
    double cachedShare) {
  static final List<RequestLengths> STYLES =
      List.of(
          new RequestLengths(1020, 1.1, 129, 0.9, 0),
          new RequestLengths(1470, 1.3, 13, 0.85, 0),
          new RequestLengths(400, 0.5, 8, 0.4, 0),
          new RequestLengths(650, 0.7, 220, 0.8, 0),
          new RequestLengths(3200, 0.9, 350, 0.7, 0.4),
          new RequestLengths(7500, 0.6, 420, 0.6, 0.6),
          new RequestLengths(18000, 1.0, 700, 1.1, 0.8),
          new RequestLengths(2400, 0.4, 1100, 0.6, 0));

  static RequestLengths drawn(Draw draw) {
    RequestLengths style = draw.pick(STYLES);
    boolean caches = style.cachedShare > 0 || draw.chance(0.25);
    return new RequestLengths(
        draw.logNormal(style.inputMedian, 0.4),
        style.inputSigma * draw.uniform(0.7, 1.3),
        draw.logNormal(style.outputMedian, 0.4),
        style.outputSigma * draw.uniform(0.7, 1.3),
        caches ? draw.uniform(0.15, 0.93) : 0);
  }

  /** The same lengths without a cache. */
  RequestLengths uncached() {
    return new RequestLengths(inputMedian, inputSigma, outputMedian, outputSigma, 0);
  }

  double meanNanos(ModelPrice price) {
    double input = mean(inputMedian, inputSigma);
    double output = mean(outputMedian, outputSigma);
    double perInput = price.inputNanos() * (1 - cachedShare) + price.cachedNanos() * cachedShare;
    return input * perInput + output * price.outputNanos();
  }

  /** The sum over many requests, whose spread shrinks with their number. */
  Tokens draw(Draw draw, long requests) {
    double shrink = StrictMath.sqrt((double) Math.min(requests, 60));
    double input = spread(draw, requests, inputMedian, inputSigma, shrink);
    double output = spread(draw, requests, outputMedian, outputSigma, shrink);
    double share = Math.min(0.98, cachedShare * draw.uniform(0.85, 1.1));
    long inputTokens = Math.max(requests, Math.round(input));
    return new Tokens(
        inputTokens, Math.round(inputTokens * share), Math.max(requests, Math.round(output)));
  }

  private static double spread(
      Draw draw, long requests, double median, double sigma, double shrink) {
    if (requests == 1) {
      return draw.logNormal(median, sigma);
    }
    double noise = sigma / shrink;
    return requests * mean(median, sigma) * draw.logNormal(1, noise);
  }

  private static double mean(double median, double sigma) {
    return median * StrictMath.exp(sigma * sigma / 2);
  }
}
