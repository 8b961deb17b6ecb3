package io.keyfuse.detectors.state;

/**
 * How far a pane has come as a closed window, packed in an int: bit 0 says that part of it carries
 * a conservative price, bit 1 that it changed since it was closed, the rest counts closings.
 */
public final class PaneMark {
  private static final int UNPRICED = 1;
  private static final int CHANGED = 2;
  private static final int ONE_CLOSING = 4;

  private PaneMark() {}

  /** Returns whether the pane was closed at least once. */
  public static boolean isClosed(int mark) {
    return mark >= ONE_CLOSING;
  }

  /** Returns whether the pane changed since its last closing, or was never closed. */
  public static boolean isDue(int mark) {
    return !isClosed(mark) || (mark & CHANGED) != 0;
  }

  /** Returns whether part of the pane carries a conservative price. */
  public static boolean isUnpriced(int mark) {
    return (mark & UNPRICED) != 0;
  }

  /** Returns the revision that the next closing carries: 0 for the first. */
  public static int nextRevision(int mark) {
    return mark / ONE_CLOSING;
  }

  /** Returns the mark after a closing. */
  public static int closed(int mark) {
    return (mark & ~CHANGED) + ONE_CLOSING;
  }

  static int touched(int mark, boolean unpriced) {
    int changed = isClosed(mark) ? mark | CHANGED : mark;
    return unpriced ? changed | UNPRICED : changed;
  }
}
