package io.keyfuse.console.model;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Evidence;
import java.time.Instant;
import java.util.List;

/**
 * What one detector said. Money is US dollars as exact decimal text.
 *
 * @param signal what was seen
 * @param state RAISED or CLEARED
 * @param probability that the cause holds, in [0,1]
 * @param observedAt event time of the deciding event
 * @param windowMs width of the window judged, milliseconds
 * @param spendUsd spend in that window
 * @param expectedUsd spend expected or allowed in that window
 * @param burnUsdPerHour burn rate when judged
 * @param requestCount calls in that window
 * @param tokenCount tokens in that window
 * @param summary one sentence
 * @param facts the numbers, at most 16
 */
public record EvidenceView(
    String signal,
    String state,
    double probability,
    Instant observedAt,
    long windowMs,
    String spendUsd,
    String expectedUsd,
    String burnUsdPerHour,
    long requestCount,
    long tokenCount,
    String summary,
    List<FactView> facts) {
  private static final int MAX_FACTS = 16;

  static EvidenceView of(Evidence e) {
    return new EvidenceView(
        e.getSignal().name(),
        e.getState().name(),
        e.getProbability(),
        e.getObservedAt(),
        e.getWindowMs(),
        NanoUsd.toUsd(e.getSpendNanos()),
        NanoUsd.toUsd(e.getExpectedNanos()),
        NanoUsd.toUsd(e.getBurnNanosPerHour()),
        e.getRequestCount(),
        e.getTokenCount(),
        Clip.sentence(e.getSummary()),
        e.getFacts().stream().limit(MAX_FACTS).map(FactView::of).toList());
  }
}
