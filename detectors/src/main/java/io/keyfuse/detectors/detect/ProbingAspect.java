package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.UsageProfile;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * PROBING: calls refused for what they asked, by an owner whose calls are not. Nats are {@link
 * io.keyfuse.detectors.state.NameVotes#strangeness}, at most {@value ModelAspect#MOST}. Refusals
 * for how often or when (429, 5xx) say nothing: an outage makes many. Stateless and thread-safe.
 */
final class ProbingAspect {
  private static final double OUTCOMES = 4;
  private static final int REFUSED = 1;
  private static final int OTHER = 0;

  private ProbingAspect() {}

  static double nats(UsageProfile profile, UsageEvent event) {
    return isProbe(event.getErrorCode())
        ? Math.min(ModelAspect.MOST, profile.outcomes().strangeness(REFUSED, OUTCOMES))
        : 0;
  }

  static void vote(UsageProfile profile, boolean failed, UsageEvent event) {
    profile.outcomes().vote(failed && isProbe(event.getErrorCode()) ? REFUSED : OTHER);
  }

  /** Returns whether the provider refused what was asked. */
  static boolean isProbe(@Nullable String code) {
    if (code == null) {
      return false;
    }
    return switch (code) {
      case "400", "401", "403", "404" -> true;
      case "429", "500", "502", "503", "504", "529" -> false;
      default -> isNamedProbe(code.toLowerCase(Locale.ROOT));
    };
  }

  private static boolean isNamedProbe(String code) {
    return code.contains("validation")
        || code.contains("denied")
        || code.contains("invalid")
        || code.contains("permission")
        || code.contains("not_found");
  }
}
