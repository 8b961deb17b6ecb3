package io.keyfuse.detectors.state;

/**
 * What is known about one key beside its usage. Mutable, owned by one state; not thread-safe. Times
 * are event time.
 */
public final class KeyContext {
  private boolean canary;
  private boolean inherited;
  private int changeFactor = 1;
  private long changeUntilMs = Baseline.NONE;

  /** Returns whether the key is a bait that nobody may use. */
  public boolean isCanary() {
    return canary;
  }

  /** Notes whether the key is a bait. */
  public void canary(boolean isOne) {
    canary = isOne;
  }

  /** Returns whether the key took over what its predecessor knew. */
  public boolean hasInherited() {
    return inherited;
  }

  /** Notes that the key took over what its predecessor knew. */
  public void inherit() {
    inherited = true;
  }

  /** Notes a planned change; it takes the place of an earlier one. */
  public void change(int factor, long untilMs) {
    changeFactor = factor;
    changeUntilMs = untilMs;
  }

  /** Returns how many times the usual is planned at the time; 1 without a change. */
  public int changeFactor(long atMs) {
    return changeUntilMs != Baseline.NONE && atMs < changeUntilMs ? changeFactor : 1;
  }

  void write(ByteWriter out) {
    out.flag(canary).flag(inherited).count(changeFactor).time(changeUntilMs, 0);
  }

  static KeyContext read(ByteReader in) {
    KeyContext context = new KeyContext();
    context.canary = in.flag();
    context.inherited = in.flag();
    context.changeFactor = in.count(Integer.MAX_VALUE);
    context.changeUntilMs = in.time(0);
    return context;
  }
}
