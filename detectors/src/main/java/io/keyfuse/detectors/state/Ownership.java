package io.keyfuse.detectors.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept to tell the owner's usage of one key from somebody else's. Mutable, owned by one
 * state; not thread-safe. Times are event time.
 */
public final class Ownership {
  private static final int FLEET_SINCE = 3;
  private static final int MOST_VOUCHED = 8;
  private static final float KEEP = 0.999f;
  private static final double HEAD_START = 2;
  private static final double PRIOR_DARK = 0.4;
  private static final double PRIOR_REPORTS = 20;
  private static final double MOST_DARK = 0.95;
  private static final double LEAST_COVERED = 50;
  private static final double MOST_TELLING = 0.15;

  private UsageProfile telemetry;
  private UsageProfile provider;
  private final CoverageRing coverage;
  private TelemetryPulse pulse;
  private final ForeignTally tally;
  private final DarkTally darkTally;
  private float covered;
  private float dark;
  private long trustedUntilMs = Baseline.NONE;
  private final List<UsageShape> vouched = new ArrayList<>(0);
  private @Nullable FleetWarning warning;
  private long toldFleetAtMs = Baseline.NONE;
  private boolean toldFleetTheft;

  Ownership() {
    this(
        new UsageProfile(),
        new UsageProfile(),
        new CoverageRing(),
        new TelemetryPulse(),
        new ForeignTally(),
        new DarkTally());
  }

  private Ownership(
      UsageProfile telemetry,
      UsageProfile provider,
      CoverageRing coverage,
      TelemetryPulse pulse,
      ForeignTally tally,
      DarkTally darkTally) {
    this.telemetry = telemetry;
    this.provider = provider;
    this.coverage = coverage;
    this.pulse = pulse;
    this.tally = tally;
    this.darkTally = darkTally;
  }

  /** Returns what the side's usage looks like. */
  public UsageProfile profile(Side side) {
    return side == Side.TELEMETRY ? telemetry : provider;
  }

  /** Returns telemetry not yet set against provider usage. */
  public CoverageRing coverage() {
    return coverage;
  }

  /** Returns when telemetry was seen. */
  public TelemetryPulse pulse() {
    return pulse;
  }

  /** Returns the running sum over reports that are not like the owner's. */
  public ForeignTally foreign() {
    return tally;
  }

  /** Returns the running sum over dark reports. */
  public DarkTally dark() {
    return darkTally;
  }

  /** Notes that telemetry covered a provider report. */
  public void noteCovered() {
    fade();
    covered++;
  }

  /** Notes that no telemetry covered a provider report. */
  public void noteDark() {
    fade();
    dark++;
  }

  /** Returns whether telemetry usually covers what the provider reports. */
  public boolean isCovering() {
    return covered > 0 && covered + HEAD_START > dark;
  }

  /**
   * Returns whether dark reports say something: enough were covered to know the usual share of dark
   * ones, and it is small. It is not where telemetry is sampled.
   */
  public boolean isDarkTelling() {
    return covered >= LEAST_COVERED && usualDark() < MOST_TELLING;
  }

  /**
   * Returns the share of dark reports in ordinary times, 2 % before any: (dark + 0.4)/(covered +
   * 20), at most 0.95. Of a row of dark reports only the first counts, and where a report is dark
   * by chance {@code d}, there are {@code d} such rows per covered report.
   */
  public double usualDark() {
    return Math.min(MOST_DARK, (dark + PRIOR_DARK) / (covered + PRIOR_REPORTS));
  }

  /** Returns whether the owner said lately that all is right. */
  public boolean isTrusted(long atMs) {
    return trustedUntilMs != Baseline.NONE && atMs < trustedUntilMs;
  }

  /** Notes that the owner vouches for calls of the shape; the last {@value #MOST_VOUCHED} count. */
  public void vouch(UsageShape shape) {
    if (!isVouched(shape)) {
      if (vouched.size() == MOST_VOUCHED) {
        vouched.remove(0);
      }
      vouched.add(shape);
    }
  }

  /** Returns whether the owner once vouched for calls of the shape. */
  public boolean isVouched(UsageShape shape) {
    for (UsageShape each : vouched) {
      if (each.isLike(shape)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the owner ever vouched for any calls. */
  public boolean hasVouched() {
    return !vouched.isEmpty();
  }

  /** Takes all usage until the time for the owner's. */
  public void trust(long untilMs) {
    trustedUntilMs = Math.max(trustedUntilMs, untilMs);
    tally.clear();
    darkTally.clear();
  }

  /** Returns the newest warning of the fleet, or null. */
  public @Nullable FleetWarning warning() {
    return warning;
  }

  /** Takes a warning of the fleet; returns whether none held before. */
  public boolean warn(FleetWarning newWarning, long atMs) {
    boolean isNew = warning == null || atMs >= warning.untilMs();
    warning = newWarning;
    return isNew;
  }

  /** Returns whether the fleet is to be told of a report now, and takes that as done. */
  public boolean mayTellFleet(long atMs, long everyMs, boolean isTheft) {
    boolean due = toldFleetAtMs == Baseline.NONE || atMs - toldFleetAtMs >= everyMs;
    if (!due && (!isTheft || toldFleetTheft)) {
      return false;
    }
    toldFleetAtMs = atMs;
    toldFleetTheft = isTheft;
    return true;
  }

  /** Takes over the picture of the owner and that telemetry is due; running sums stay. */
  void inherit(Ownership from) {
    telemetry = from.telemetry;
    provider = from.provider;
    covered = from.covered;
    dark = from.dark;
    from.vouched.forEach(this::vouch);
    if (!pulse.isKnown()) {
      pulse = from.pulse;
    }
  }

  private void fade() {
    covered *= KEEP;
    dark *= KEEP;
  }

  void write(ByteWriter out) {
    out.real(covered).real(dark).time(trustedUntilMs, 0);
    telemetry.write(out);
    provider.write(out);
    coverage.write(out);
    pulse.write(out);
    tally.write(out);
    darkTally.write(out);
    out.time(toldFleetAtMs, 0).flag(toldFleetTheft).flag(warning != null);
    if (warning != null) {
      warning.write(out);
    }
    out.count(vouched.size());
    vouched.forEach(each -> each.write(out));
  }

  static Ownership read(ByteReader in, int layout) {
    float covered = in.real();
    float dark = in.real();
    long trustedUntilMs = in.time(0);
    Ownership ownership =
        new Ownership(
            UsageProfile.read(in),
            UsageProfile.read(in),
            CoverageRing.read(in),
            TelemetryPulse.read(in),
            ForeignTally.read(in, layout),
            DarkTally.read(in, layout));
    ownership.covered = covered;
    ownership.dark = dark;
    ownership.trustedUntilMs = trustedUntilMs;
    if (layout >= FLEET_SINCE) {
      ownership.toldFleetAtMs = in.time(0);
      ownership.toldFleetTheft = in.flag();
      ownership.warning = in.flag() ? FleetWarning.read(in) : null;
      for (int left = in.count(MOST_VOUCHED); left > 0; left--) {
        ownership.vouched.add(UsageShape.read(in));
      }
    }
    return ownership;
  }
}
