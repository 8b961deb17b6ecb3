package io.keyfuse.detectors.state;

/**
 * What the owner's usage of one key looks like on one side: models, regions, tokens per call, share
 * of cached input, calls per minute and model, and for telemetry who called. One vote per minute
 * and model, so that it forgets by time in use and not by volume. Mutable, owned by one state; not
 * thread-safe.
 */
public final class UsageProfile {
  private static final int MOST_NAMES = 8;
  private static final int MOST_NETWORKS = 16;
  private static final int YOUNG = 100;
  private static final int YOUNG_MINUTES = 5;

  private final NameVotes models = new NameVotes(MOST_NAMES);
  private final NameVotes regions = new NameVotes(MOST_NAMES);
  private final NameVotes networks = new NameVotes(MOST_NETWORKS);
  private final NameVotes agents = new NameVotes(MOST_NAMES);
  private final NameVotes users = new NameVotes(2);
  private final NameVotes outcomes = new NameVotes(4);
  private final Histogram input = new Histogram(UsageBins.LOGARITHM);
  private final Histogram output = new Histogram(UsageBins.LOGARITHM);
  private final Histogram cached = new Histogram(UsageBins.SHARE);
  private final Histogram calls = new Histogram(UsageBins.LOGARITHM);
  private long votedMinute = Baseline.NONE;
  private int votedModels;
  private long strangeVoteMinute = Baseline.NONE;

  /** Returns the models, with their operations. */
  public NameVotes models() {
    return models;
  }

  /** Returns the regions. */
  public NameVotes regions() {
    return regions;
  }

  /** Returns the callers' networks; telemetry only. */
  public NameVotes networks() {
    return networks;
  }

  /** Returns the callers' user agents; telemetry only. */
  public NameVotes agents() {
    return agents;
  }

  /** Returns whether calls name a user; telemetry only. */
  public NameVotes users() {
    return users;
  }

  /** Returns how calls end. */
  public NameVotes outcomes() {
    return outcomes;
  }

  /** Returns input tokens per call, in {@link UsageBins#perCall}. */
  public Histogram input() {
    return input;
  }

  /** Returns output tokens per call, in {@link UsageBins#perCall}. */
  public Histogram output() {
    return output;
  }

  /** Returns the cached share of input, in {@link UsageBins#share}. */
  public Histogram cached() {
    return cached;
  }

  /** Returns calls per minute and model, in {@link UsageBins#logarithm}; provider usage only. */
  public Histogram calls() {
    return calls;
  }

  /**
   * Returns true once per minute and model, told apart by five bits of its hash: the report may
   * vote. While there are few votes, once in {@value #YOUNG_MINUTES} minutes, so that a burst does
   * not make the picture.
   */
  public boolean mayVote(long atMinute, int model) {
    long minute =
        models.total() < YOUNG ? Math.floorDiv(atMinute, YOUNG_MINUTES) * YOUNG_MINUTES : atMinute;
    if (minute < votedMinute) {
      return false;
    }
    if (minute > votedMinute) {
      votedMinute = minute;
      votedModels = 0;
    }
    int bit = 1 << (model & 31);
    boolean first = (votedModels & bit) == 0;
    votedModels |= bit;
    return first;
  }

  /** Returns true when a report that is not like the owner may vote: once in so many minutes. */
  public boolean mayVoteStrange(long minute, long everyMinutes) {
    if (strangeVoteMinute != Baseline.NONE && minute - strangeVoteMinute < everyMinutes) {
      return false;
    }
    strangeVoteMinute = minute;
    return true;
  }

  void write(ByteWriter out) {
    models.write(out);
    regions.write(out);
    networks.write(out);
    agents.write(out);
    users.write(out);
    outcomes.write(out);
    input.write(out);
    output.write(out);
    cached.write(out);
    calls.write(out);
    out.time(votedMinute, 0).bits(votedModels).time(strangeVoteMinute, votedMinute);
  }

  static UsageProfile read(ByteReader in) {
    UsageProfile profile = new UsageProfile();
    profile.models.read(in);
    profile.regions.read(in);
    profile.networks.read(in);
    profile.agents.read(in);
    profile.users.read(in);
    profile.outcomes.read(in);
    profile.input.read(in);
    profile.output.read(in);
    profile.cached.read(in);
    profile.calls.read(in);
    profile.votedMinute = in.time(0);
    profile.votedModels = in.bits();
    profile.strangeVoteMinute = in.time(profile.votedMinute);
    return profile;
  }
}
