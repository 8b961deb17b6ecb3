package io.keyfuse.detectors.state;

/**
 * Said to a key: somebody who robs several other keys now makes calls like some of yours.
 *
 * @param shape what the calls look like
 * @param keys how many other keys are robbed
 * @param untilMs until when it holds, event time
 */
public record FleetWarning(UsageShape shape, int keys, long untilMs) {

  /** Returns whether the warning is about such a report. */
  public boolean isAbout(UsageShape seen, long atMs) {
    return atMs < untilMs && shape.isLike(seen);
  }

  void write(ByteWriter out) {
    shape.write(out);
    out.count(keys).signed(untilMs);
  }

  static FleetWarning read(ByteReader in) {
    return new FleetWarning(UsageShape.read(in), in.count(Integer.MAX_VALUE), in.signed());
  }
}
