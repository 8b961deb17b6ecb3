package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;

/**
 * CANARY_USED: a key that its owner laid out as a bait is used. Nobody has a reason to, so that
 * {@code p} is {@value #PROBABILITY} from the first call on, refused or not. Stateless and
 * thread-safe.
 */
final class CanaryDetector implements Detector {
  private static final double PROBABILITY = 0.99;

  private final EpisodeTracker tracker =
      EpisodeTracker.neverUsual(EpisodeSlot.CANARY_USED, Signal.CANARY_USED);

  @Override
  public String name() {
    return "canary";
  }

  @Override
  public void judge(Observation seen, MonitorSink out) {
    if (seen.state().context().isCanary() && seen.amounts().requests() > 0) {
      tracker.raise(seen.moment(), seen.amounts(), PROBABILITY, CanaryDetector::finding, out);
      tracker.heat(seen.moment());
    } else {
      tracker.cool(seen.moment(), out);
    }
  }

  @Override
  public void idle(Moment moment, MonitorSink out) {
    tracker.cool(moment, out);
  }

  private static Finding finding() {
    return new Finding(
        Signal.CANARY_USED,
        Cause.THEFT,
        PROBABILITY,
        Horizon.HOUR,
        0,
        List.of(new Fact("canary", "true", Probability.nats(PROBABILITY))),
        "canary key is used");
  }
}
