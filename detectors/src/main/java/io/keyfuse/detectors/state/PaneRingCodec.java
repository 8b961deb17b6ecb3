package io.keyfuse.detectors.state;

/**
 * A ring as varints: a bit per number that is not zero, then those numbers. Where both sides saw
 * the pane the provider's numbers are written as the difference to telemetry, mostly zero.
 */
final class PaneRingCodec {
  private static final int STRIDE = 2 * Measure.COUNT;
  private static final int DIFFERENCE = 1 << STRIDE;
  private static final int MOST_MASK = 2 * DIFFERENCE - 1;

  private PaneRingCodec() {}

  static void write(PaneRing ring, ByteWriter out) {
    out.count(ring.size());
    long previous = 0;
    long[] values = new long[STRIDE];
    for (int slot = 0; slot < ring.size(); slot++) {
      out.signed(ring.index(slot) - previous).count(ring.mark(slot));
      previous = ring.index(slot);
      ring.copyNumbers(slot, values);
      writeValues(values, out);
    }
  }

  static PaneRing read(PaneWidth width, ByteReader in) {
    int size = in.count(width.span());
    PaneRing ring = new PaneRing(width, size);
    long index = 0;
    long[] values = new long[STRIDE];
    for (int slot = 0; slot < size; slot++) {
      index += in.signed();
      int mark = in.count(Integer.MAX_VALUE);
      readValues(values, in);
      ring.restore(index, values, mark);
    }
    return ring;
  }

  private static void writeValues(long[] values, ByteWriter out) {
    boolean both = any(values, 0) && any(values, Measure.COUNT);
    if (both) {
      for (int i = 0; i < Measure.COUNT; i++) {
        values[Measure.COUNT + i] -= values[i];
      }
    }
    int mask = both ? DIFFERENCE : 0;
    for (int i = 0; i < STRIDE; i++) {
      mask |= values[i] != 0 ? 1 << i : 0;
    }
    out.count(mask);
    for (long value : values) {
      if (value != 0) {
        out.signed(value);
      }
    }
  }

  private static void readValues(long[] values, ByteReader in) {
    int mask = in.count(MOST_MASK);
    for (int i = 0; i < STRIDE; i++) {
      values[i] = (mask & 1 << i) != 0 ? in.signed() : 0;
    }
    if ((mask & DIFFERENCE) != 0) {
      for (int i = 0; i < Measure.COUNT; i++) {
        values[Measure.COUNT + i] += values[i];
      }
    }
  }

  private static boolean any(long[] values, int from) {
    for (int i = from; i < from + Measure.COUNT; i++) {
      if (values[i] != 0) {
        return true;
      }
    }
    return false;
  }
}
