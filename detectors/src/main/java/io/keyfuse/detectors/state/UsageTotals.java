package io.keyfuse.detectors.state;

import io.keyfuse.schemas.money.NanoUsd;

/**
 * What one side reported of one model. Immutable.
 *
 * @param requests calls
 * @param tokens input and output tokens
 * @param nanos nano-US-dollars
 */
public record UsageTotals(long requests, long tokens, long nanos) {
  /** Nothing was reported. */
  public static final UsageTotals NONE = new UsageTotals(0, 0, 0);

  /** Returns these and the others, which are negative where a report is taken back. */
  UsageTotals plus(Amounts amounts) {
    return new UsageTotals(
        requests + amounts.requests(),
        tokens + amounts.inputTokens() + amounts.outputTokens(),
        NanoUsd.saturatedAdd(nanos, amounts.costNanos()));
  }

  void write(ByteWriter out) {
    out.signed(requests).signed(tokens).signed(nanos);
  }

  static UsageTotals read(ByteReader in) {
    return new UsageTotals(in.signed(), in.signed(), in.signed());
  }
}
