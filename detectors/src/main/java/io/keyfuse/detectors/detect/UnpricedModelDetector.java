package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;

/**
 * UNPRICED_MODEL: usage whose price is a conservative guess, or missing. Once per model and UTC
 * day, for the eight models told of last; cause PRICING, never a reason to kill. Thread-safe: all
 * state is the key's.
 */
public final class UnpricedModelDetector implements Detector {
  private static final int MOST_CHARACTERS = 128;

  @Override
  public String name() {
    return "unpriced_model";
  }

  @Override
  public void judge(Observation seen, MonitorSink out) {
    if (!seen.amounts().unpriced()) {
      return;
    }
    String said = seen.event().getModel();
    String model = said == null ? "unnamed" : said;
    long day = PaneWidth.DAY.indexOf(seen.atMs());
    if (!seen.state().told().tell(model, day)) {
      return;
    }
    String shown = model.length() > MOST_CHARACTERS ? model.substring(0, MOST_CHARACTERS) : model;
    out.evidence(
        EvidenceWriter.about(seen.moment(), Signal.UNPRICED_MODEL, day * PaneWidth.DAY.ms(), model)
            .setCause(Cause.PRICING)
            .setState(EvidenceState.RAISED)
            .setProbability(1)
            .setWindowMs(PaneWidth.DAY.ms())
            .setSpendNanos(seen.amounts().costNanos())
            .setRequestCount(seen.amounts().requests())
            .setFacts(List.of(new Fact("model", shown, 0.0)))
            .setSummary("model " + shown + " has no price; a conservative price is used")
            .build());
  }
}
