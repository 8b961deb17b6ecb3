package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence cut to size, so that one record cannot blow up the state: texts, the number of facts,
 * and a probability that is no number in [0,1] counts as 0. Stateless and thread-safe.
 */
final class TrimmedEvidence {
  private static final int MAX_FACTS = 16;
  private static final int MAX_NAME = 128;
  private static final int MAX_TEXT = 512;

  private TrimmedEvidence() {}

  static Evidence of(Evidence raw) {
    return Evidence.newBuilder()
        .setEvidenceId(cut(raw.getEvidenceId(), MAX_NAME))
        .setCredential(raw.getCredential())
        .setTenant(cutOrNull(raw.getTenant()))
        .setProject(cutOrNull(raw.getProject()))
        .setFeature(cutOrNull(raw.getFeature()))
        .setSignal(raw.getSignal())
        .setCause(raw.getCause())
        .setState(raw.getState())
        .setProbability(probability(raw.getProbability()))
        .setEpisodeStartedAt(raw.getEpisodeStartedAt())
        .setObservedAt(raw.getObservedAt())
        .setWindowMs(raw.getWindowMs())
        .setSpendNanos(raw.getSpendNanos())
        .setExpectedNanos(raw.getExpectedNanos())
        .setBurnNanosPerHour(raw.getBurnNanosPerHour())
        .setRequestCount(raw.getRequestCount())
        .setTokenCount(raw.getTokenCount())
        .setFacts(facts(raw.getFacts()))
        .setSummary(cut(raw.getSummary(), MAX_TEXT))
        .build();
  }

  private static List<Fact> facts(List<Fact> raw) {
    return raw.stream()
        .limit(MAX_FACTS)
        .map(f -> new Fact(cut(f.getName(), MAX_NAME), cut(f.getValue(), MAX_NAME), f.getWeight()))
        .toList();
  }

  private static double probability(double raw) {
    return raw >= 0 && raw <= 1 ? raw : 0;
  }

  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static @Nullable String cutOrNull(@Nullable String text) {
    return text == null ? null : cut(text, MAX_NAME);
  }
}
