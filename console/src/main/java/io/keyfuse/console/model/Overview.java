package io.keyfuse.console.model;

import io.keyfuse.schemas.money.NanoUsd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The top line. Money is US dollars as exact decimal text.
 *
 * @param caughtUp false while the topics are still being read for the first time
 * @param newestMinute start of the newest closed minute
 * @param spendLastMinuteUsd spend of that minute
 * @param burnUsdPerHour mean of the newest five minutes, per hour
 * @param keysBlocked keys that are suspended or revoked
 * @param keysCapped keys that are capped
 * @param keysWatched keys under an open incident with nothing done
 * @param incidentsOpen incidents that are open or escalated
 * @param stoppedBurnUsdPerHour highest judged burn rates of the incidents that were mitigated,
 *     added up; a measured rate, not a guess of what was saved
 * @param versions which lists changed
 */
public record Overview(
    boolean caughtUp,
    @Nullable Instant newestMinute,
    String spendLastMinuteUsd,
    String burnUsdPerHour,
    int keysBlocked,
    int keysCapped,
    int keysWatched,
    int incidentsOpen,
    String stoppedBurnUsdPerHour,
    Versions versions) {

  static Overview of(
      SpendBoard spend,
      KeyBoard keys,
      IncidentBoard incidents,
      Versions versions,
      boolean caughtUp) {
    return new Overview(
        caughtUp,
        spend.newestMinute(),
        NanoUsd.toUsd(spend.lastMinuteNanos()),
        NanoUsd.toUsd(spend.burnNanosPerHour()),
        keys.blocked(),
        keys.count("CAPPED"),
        keys.count("WATCHED"),
        incidents.burning(),
        NanoUsd.toUsd(incidents.stoppedBurnNanosPerHour()),
        versions);
  }

  /**
   * Counters that rise with each change of a list.
   *
   * @param incidents alerts, commands, outcomes and decisions
   * @param keys key states
   * @param spend spend windows
   */
  public record Versions(long incidents, long keys, long spend) {}
}
