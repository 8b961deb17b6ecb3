package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One provider's cloud without its HTTP server. Called under the provider's lock. */
interface ProviderStandIn {
  StandInState state();

  /** Returns what the usage reports show. */
  ReportedUsage reported();

  /** Answers, also with a refusal in the provider's own error body. */
  StandInReply answer(StandInRequest request);

  /** Returns true for the admin API, false for calls that use a model. */
  boolean isAdmin(StandInRequest request);

  /**
   * Makes a key unless the id is known; a known key keeps its state.
   *
   * @return the key's id
   */
  String seed(ObjectNode wish);
}
