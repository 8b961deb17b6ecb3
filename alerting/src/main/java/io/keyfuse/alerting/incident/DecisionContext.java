package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.Policy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the stages know; each may add to it.
 *
 * @param scene what does not change from stage to stage
 * @param policy the policy that decides, null before it is found
 * @param dryRun whether a command would be a dry run
 * @param rung the rung in question, -1 before it is found
 */
record DecisionContext(Scene scene, @Nullable Policy policy, boolean dryRun, int rung) {

  /**
   * What does not change from stage to stage.
   *
   * @param credentialId the key
   * @param incident the incident
   * @param others the credential's other incidents
   * @param key where the key stands
   * @param now the time
   */
  record Scene(
      String credentialId,
      Incident incident,
      List<Incident> others,
      KeyStanding key,
      Instant now) {}

  Incident incident() {
    return scene.incident();
  }

  /** Returns the policy; only for stages after the one that finds it. */
  Policy requirePolicy() {
    if (policy == null) {
      throw new IllegalStateException("no stage has found a policy yet");
    }
    return policy;
  }

  DecisionContext with(Policy found) {
    return new DecisionContext(scene, found, dryRun, rung);
  }

  DecisionContext asDryRun() {
    return new DecisionContext(scene, policy, true, rung);
  }

  DecisionContext onRung(int found) {
    return new DecisionContext(scene, policy, dryRun, found);
  }
}
