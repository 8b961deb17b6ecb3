package io.keyfuse.detectors.state;

import io.keyfuse.schemas.money.NanoUsd;

/**
 * One model on one UTC day: what its provider usage was estimated to cost and what was billed.
 * Immutable.
 *
 * @param estimateNanos priced provider usage, nano-US-dollars
 * @param billNanos billed, nano-US-dollars
 * @param guessed true when some of the provider usage was not priced by the price book, so that the
 *     estimate says nothing about it
 * @param told true when a mismatch was told
 */
public record DayLine(long estimateNanos, long billNanos, boolean guessed, boolean told) {
  static final DayLine NONE = new DayLine(0, 0, false, false);

  DayLine estimated(long nanos) {
    return new DayLine(NanoUsd.saturatedAdd(estimateNanos, nanos), billNanos, guessed, told);
  }

  DayLine guess() {
    return new DayLine(estimateNanos, billNanos, true, told);
  }

  DayLine billed(long nanos) {
    return new DayLine(estimateNanos, NanoUsd.saturatedAdd(billNanos, nanos), guessed, told);
  }

  DayLine tell() {
    return new DayLine(estimateNanos, billNanos, guessed, true);
  }

  /** Returns both lines as one, which is told only when both are. */
  public DayLine and(DayLine other) {
    return new DayLine(
        NanoUsd.saturatedAdd(estimateNanos, other.estimateNanos),
        NanoUsd.saturatedAdd(billNanos, other.billNanos),
        guessed || other.guessed,
        told && other.told);
  }

  void write(ByteWriter out) {
    out.signed(estimateNanos).signed(billNanos).flag(guessed).flag(told);
  }

  static DayLine read(ByteReader in) {
    return new DayLine(in.signed(), in.signed(), in.flag(), in.flag());
  }
}
