package io.keyfuse.app.demo;

import io.keyfuse.app.demo.Style.Tone;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Fact;
import java.time.Duration;
import java.util.Locale;

/** Writes the evidence of an incident: what was seen, and the numbers for and against. */
final class Evidences {
  private static final int MOST_FACTS = 6;

  private final Screen screen;

  Evidences(Screen screen) {
    this.screen = screen;
  }

  /**
   * Writes one piece of evidence.
   *
   * @param said what the incident's own line says already
   */
  void write(Evidence evidence, String said) {
    if (!said.equals(evidence.getSummary())) {
      screen.more(Tone.WARN, evidence.getSummary());
    }
    screen.more(Tone.WARN, evidence.getSignal() + ": " + numbers(evidence));
    evidence.getFacts().stream().limit(MOST_FACTS).forEach(this::write);
  }

  private static String numbers(Evidence evidence) {
    return String.format(
        Locale.ROOT,
        "%s in %s, expected %s; %s calls, %s tokens; p %.4f",
        Figures.usd(evidence.getSpendNanos()),
        window(evidence.getWindowMs()),
        Figures.usd(evidence.getExpectedNanos()),
        Figures.count(evidence.getRequestCount()),
        Figures.tokens(evidence.getTokenCount()),
        evidence.getProbability());
  }

  private static String window(long millis) {
    Duration window = Duration.ofMillis(millis);
    return window.toMinutes() >= 120
        ? window.toHours() + " h"
        : window.toSeconds() >= 120 ? window.toMinutes() + " min" : window.toSeconds() + " s";
  }

  private void write(Fact fact) {
    String sign = fact.getWeight() > 0 ? "+ " : fact.getWeight() < 0 ? "- " : "  ";
    Tone tone = fact.getWeight() > 0 ? Tone.BAD : fact.getWeight() < 0 ? Tone.GOOD : Tone.DIM;
    String weight =
        fact.getWeight() == 0 ? "" : String.format(Locale.ROOT, "  (%+.1f nats)", fact.getWeight());
    screen.more(tone, sign + fact.getName() + " = " + fact.getValue() + weight);
  }
}
