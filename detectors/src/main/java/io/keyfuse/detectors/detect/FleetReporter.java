package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Episode;
import io.keyfuse.detectors.state.Ownership;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Suspect;
import io.keyfuse.detectors.state.UsageShape;
import io.keyfuse.schemas.id.CredentialId;
import org.jspecify.annotations.Nullable;

/**
 * Tells the fleet of reports that are unlike the owner's: at most one in five minutes, and each
 * that newly counts as a theft. It judges nothing itself. To be asked after the other detectors;
 * stateless and thread-safe.
 */
final class FleetReporter implements Detector {
  private static final long EVERY_MS = 5 * PaneWidth.MINUTE.ms();
  private static final double THEFT = 0.9;

  @Override
  public String name() {
    return "fleet";
  }

  @Override
  public void judge(Observation seen, MonitorSink out) {
    Ownership own = seen.state().ownership();
    if (!own.foreign().isLatest(seen.atMs()) || seen.amounts().inputTokens() <= 0) {
      return;
    }
    boolean isTheft = isTheft(EpisodeSlot.theft(seen.state().episodes()));
    if (own.mayTellFleet(seen.atMs(), EVERY_MS, isTheft)) {
      UsageShape shape = UsageShape.of(seen.amounts(), seen.event().getTokens());
      String id = CredentialId.of(seen.moment().credential());
      out.suspect(new Suspect(id, shape, seen.atMs(), isTheft));
    }
  }

  private static boolean isTheft(@Nullable Episode open) {
    return open != null && open.raisedProbability() >= THEFT;
  }
}
