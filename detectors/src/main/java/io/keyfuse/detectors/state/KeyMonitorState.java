package io.keyfuse.detectors.state;

/**
 * All that detection keeps about one credential, in one value: panes of usage, what is usual, open
 * episodes and how far windows are closed. Mutated in place by one step at a time, because a copy
 * per event would cost more than the step; not thread-safe. All times are event time unless said.
 */
public final class KeyMonitorState {
  private static final int OWNERSHIP_SINCE = 2;
  private static final int CONTEXT_SINCE = 3;
  private static final PaneWidth[] WIDTHS = PaneWidth.values();

  private final PaneRing[] rings;
  private Baseline baseline;
  private final Episodes episodes;
  private final BlockedUsage blocked;
  private final ToldOnce told;
  private final Ownership ownership;
  private KeyContext context = new KeyContext();
  private LastSeen lastSeen = LastSeen.NOTHING;
  private long firstAtMs = Baseline.NONE;
  private long clockMs = Baseline.NONE;
  private long closedUntilMs = Baseline.NONE;
  private long learnedUntilMs = Baseline.NONE;
  private long spoiledFromMs = Baseline.NONE;
  private long spoiledUntilMs = Baseline.NONE;
  private long dayMuted = Baseline.NONE;

  /** Makes the state of a key that was never seen. */
  public KeyMonitorState() {
    this(
        freshRings(),
        new Baseline(),
        new Episodes(),
        new BlockedUsage(),
        new ToldOnce(),
        new Ownership());
  }

  private KeyMonitorState(
      PaneRing[] rings,
      Baseline baseline,
      Episodes episodes,
      BlockedUsage blocked,
      ToldOnce told,
      Ownership ownership) {
    this.rings = rings;
    this.baseline = baseline;
    this.episodes = episodes;
    this.blocked = blocked;
    this.told = told;
    this.ownership = ownership;
  }

  private static PaneRing[] freshRings() {
    PaneRing[] rings = new PaneRing[WIDTHS.length];
    for (PaneWidth width : WIDTHS) {
      rings[width.place()] = new PaneRing(width, 2);
    }
    return rings;
  }

  /** Returns the panes of the width. */
  public PaneRing ring(PaneWidth width) {
    return rings[width.place()];
  }

  /** Returns what is usual. */
  public Baseline baseline() {
    return baseline;
  }

  /** Returns the open episodes. */
  public Episodes episodes() {
    return episodes;
  }

  /** Returns the block at the provider and usage after it. */
  public BlockedUsage blocked() {
    return blocked;
  }

  /** Returns what is told once a day: models without price, failing detectors. */
  public ToldOnce told() {
    return told;
  }

  /** Returns what tells the owner's usage from somebody else's. */
  public Ownership ownership() {
    return ownership;
  }

  /** Returns what is known beside its usage. */
  public KeyContext context() {
    return context;
  }

  /** Takes over what another state, which is not to be used any more, knew of the key's owner. */
  public void inherit(KeyMonitorState from) {
    baseline = from.baseline;
    ownership.inherit(from.ownership);
    context.inherit();
  }

  /** Returns whom the key belongs to. */
  public LastSeen lastSeen() {
    return lastSeen;
  }

  /** Replaces whom the key belongs to. */
  public void lastSeen(LastSeen seen) {
    lastSeen = seen;
  }

  /** Returns the time of the first event that arrived, or {@link Baseline#NONE}. */
  public long firstAtMs() {
    return firstAtMs;
  }

  /** Returns the newest event time, or {@link Baseline#NONE}. */
  public long clockMs() {
    return clockMs;
  }

  /** Moves the key's clock forward; an earlier time changes nothing. */
  public void reach(long atMs) {
    if (firstAtMs == Baseline.NONE) {
      firstAtMs = atMs;
    }
    clockMs = Math.max(clockMs, atMs);
  }

  /** Returns the time up to which windows are closed. */
  public long closedUntilMs() {
    return closedUntilMs;
  }

  /** Notes that windows are closed up to the time. */
  public void closedUntilMs(long atMs) {
    closedUntilMs = atMs;
  }

  /** Returns the time up to which whole hours are learnt. */
  public long learnedUntilMs() {
    return learnedUntilMs;
  }

  /** Notes that hours are learnt up to the time. */
  public void learnedUntilMs(long atMs) {
    learnedUntilMs = atMs;
  }

  /** Notes that the time from {@code fromMs} to {@code untilMs} is not to be learnt from. */
  public void spoil(long fromMs, long untilMs) {
    boolean joined = spoiledUntilMs != Baseline.NONE && fromMs <= spoiledUntilMs;
    spoiledFromMs = joined ? Math.min(spoiledFromMs, fromMs) : fromMs;
    spoiledUntilMs = joined ? Math.max(spoiledUntilMs, untilMs) : untilMs;
  }

  /** Returns whether the time from {@code fromMs} to {@code untilMs} meets the spoiled time. */
  public boolean isSpoiled(long fromMs, long untilMs) {
    return spoiledUntilMs != Baseline.NONE && fromMs <= spoiledUntilMs && spoiledFromMs < untilMs;
  }

  /** Returns whether the day's total no longer speaks, because an episode of that day passed. */
  public boolean isDayMuted(long day) {
    return dayMuted == day;
  }

  /** Lets the day's total speak no longer. */
  public void muteDay(long day) {
    dayMuted = day;
  }

  void write(ByteWriter out) {
    for (PaneRing ring : rings) {
      PaneRingCodec.write(ring, out);
    }
    baseline.write(out);
    episodes.write(out);
    blocked.write(out);
    told.write(out);
    ownership.write(out);
    context.write(out);
    out.text(lastSeen.tenant()).text(lastSeen.project()).text(lastSeen.feature());
    out.time(firstAtMs, 0).time(clockMs, firstAtMs).time(closedUntilMs, clockMs);
    out.time(learnedUntilMs, clockMs).time(spoiledFromMs, clockMs).time(spoiledUntilMs, clockMs);
    out.time(dayMuted, 0);
  }

  static KeyMonitorState read(ByteReader in, int layout) {
    PaneRing[] rings = new PaneRing[WIDTHS.length];
    for (PaneWidth width : WIDTHS) {
      rings[width.place()] = PaneRingCodec.read(width, in);
    }
    KeyMonitorState state =
        new KeyMonitorState(
            rings,
            Baseline.read(in),
            Episodes.read(in),
            BlockedUsage.read(in),
            ToldOnce.read(in),
            layout < OWNERSHIP_SINCE ? new Ownership() : Ownership.read(in, layout));
    state.context = layout < CONTEXT_SINCE ? new KeyContext() : KeyContext.read(in);
    state.lastSeen = new LastSeen(in.text(), in.text(), in.text());
    state.firstAtMs = in.time(0);
    state.clockMs = in.time(state.firstAtMs);
    state.closedUntilMs = in.time(state.clockMs);
    state.learnedUntilMs = in.time(state.clockMs);
    state.spoiledFromMs = in.time(state.clockMs);
    state.spoiledUntilMs = in.time(state.clockMs);
    state.dayMuted = in.time(0);
    return state;
  }
}
