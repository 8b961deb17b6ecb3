package io.keyfuse.detectors.state;

/**
 * How lumpy the key's spend is, in dollars: the dispersion {@code φ} of a quasi-Poisson law with
 * {@code variance = φ · mean}. For a compound Poisson process {@code φ = Σx²/Σx} over the sizes of
 * its lumps. Two scales are kept: active minutes of the past (a memory of about 500), and single
 * calls of the last ten minutes of event time, so that a few calls of a size never seen before
 * count as few and not as many.
 *
 * <p>Calls are weighted by {@code exp(−age/10 min)} at their event time, which makes the result
 * independent of the order of arrival but for rounding. Floats, so that its bytes give back the
 * same value. Mutable; not thread-safe.
 */
public final class Lumpiness {
  /** No lump is taken for smaller, in dollars. */
  public static final double LEAST_USD = 0.01;

  private static final double KEEP = 0.998;
  private static final double MEMORY_MS = 600_000;

  private float minutes;
  private float minuteSquares;
  private float calls;
  private float callSquares;
  private long asOfMs;

  /** Learns what one active minute cost. */
  public void learnMinute(double spendUsd) {
    double x = Math.max(0, spendUsd);
    minutes = (float) (KEEP * minutes + x);
    minuteSquares = (float) (KEEP * minuteSquares + x * x);
  }

  /** Notes the calls of one event; restatements downwards are left out. */
  public void note(long timeMs, double spendUsd, long requests) {
    if (spendUsd <= 0) {
      return;
    }
    if (timeMs > asOfMs) {
      double kept = Math.exp((asOfMs - timeMs) / MEMORY_MS);
      calls = (float) (kept * calls);
      callSquares = (float) (kept * callSquares);
      asOfMs = timeMs;
    }
    double weight = Math.exp((timeMs - asOfMs) / MEMORY_MS);
    calls = (float) (calls + weight * spendUsd);
    callSquares = (float) (callSquares + weight * spendUsd * spendUsd / Math.max(1, requests));
  }

  /** Returns the dispersion to judge by: the larger of both scales. */
  public double dispersionUsd() {
    double past = minutes > 0 ? minuteSquares / minutes : 0;
    double present = calls > 0 ? callSquares / calls : 0;
    return Math.max(LEAST_USD, Math.max(past, present));
  }

  void write(ByteWriter out) {
    out.real(minutes).real(minuteSquares).real(calls).real(callSquares).signed(asOfMs);
  }

  static Lumpiness read(ByteReader in) {
    Lumpiness lumps = new Lumpiness();
    lumps.minutes = in.real();
    lumps.minuteSquares = in.real();
    lumps.calls = in.real();
    lumps.callSquares = in.real();
    lumps.asOfMs = in.signed();
    return lumps;
  }
}
