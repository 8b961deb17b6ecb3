package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ProviderTrace;
import java.util.Map;

/**
 * A key as the provider shows it.
 *
 * @param trace of the call that showed it
 * @param state names and texts, as an outcome tells them
 */
record KeyView(ProviderTrace trace, Map<String, String> state) {
  /** How a key that is no longer there looks. */
  static final Map<String, String> GONE = Map.of("deleted", "true");

  KeyView {
    state = Map.copyOf(state);
  }

  /** Returns a key that is no longer there. */
  static KeyView gone(ProviderTrace trace) {
    return new KeyView(trace, GONE);
  }

  boolean shows(Map<String, String> wanted) {
    return state.entrySet().containsAll(wanted.entrySet());
  }
}
