package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks all detectors in turn. One that throws counts in {@code keyfuse.detectors.errors} (label
 * detector), raises DETECTOR_ERROR once per key, detector and UTC day, with cause INTERNAL, which
 * never kills, and does not stop the others. Used by one thread.
 */
final class DetectorPanel {
  private final List<Detector> detectors;
  private final List<Counter> errors;

  DetectorPanel(List<Detector> detectors, MeterRegistry metrics) {
    this.detectors = List.copyOf(detectors);
    this.errors =
        this.detectors.stream()
            .map(
                detector ->
                    Counter.builder("keyfuse.detectors.errors")
                        .description("Exceptions thrown by detectors")
                        .tag("detector", detector.name())
                        .register(metrics))
            .toList();
  }

  void judge(Observation seen, MonitorSink out) {
    askAll(seen.moment(), detector -> detector.judge(seen, out), out);
  }

  void told(Moment moment, KeyMessage message, MonitorSink out) {
    askAll(moment, detector -> detector.told(moment, message, out), out);
  }

  void idle(Moment moment, MonitorSink out) {
    askAll(moment, detector -> detector.idle(moment, out), out);
  }

  private void askAll(Moment moment, Consumer<Detector> question, MonitorSink out) {
    for (int i = 0; i < detectors.size(); i++) {
      Detector detector = detectors.get(i);
      try {
        question.accept(detector);
      } catch (RuntimeException e) {
        errors.get(i).increment();
        tell(moment, detector.name(), e, out);
      }
    }
  }

  private static void tell(Moment moment, String name, RuntimeException e, MonitorSink out) {
    long day = PaneWidth.DAY.indexOf(moment.atMs());
    if (!moment.state().told().tell("detector " + name, day)) {
      return;
    }
    String fault = e.getClass().getSimpleName();
    out.evidence(
        EvidenceWriter.about(moment, Signal.DETECTOR_ERROR, day * PaneWidth.DAY.ms(), name)
            .setCause(Cause.INTERNAL)
            .setState(EvidenceState.RAISED)
            .setProbability(1)
            .setFacts(List.of(new Fact("detector", name, 0.0), new Fact("fault", fault, 0.0)))
            .setSummary("detector " + name + " failed with " + fault + "; the others went on")
            .build());
  }
}
