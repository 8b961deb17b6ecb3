package io.keyfuse.alerting.incident;

import io.keyfuse.alerting.policy.ActionRank;
import io.keyfuse.schemas.v1.CommandAction;
import java.time.Instant;

/**
 * One command of an incident and what became of it.
 *
 * @param rung place on the ladder, from 0
 * @param action what was asked
 * @param order ids and times of the command
 * @param status what is known
 * @param proof times that judge its effect
 */
public record Attempt(
    int rung, CommandAction action, Order order, AttemptStatus status, Proof proof) {

  /**
   * Ids and times of the command.
   *
   * @param commandId the command
   * @param epoch its epoch
   * @param dryRun whether it was a dry run
   * @param issuedAt when it was issued
   * @param expiresAt when it ceases to be executable
   */
  public record Order(
      String commandId, long epoch, boolean dryRun, Instant issuedAt, Instant expiresAt) {}

  /**
   * Times that judge the command's effect; all {@link Instant#EPOCH} until it is settled.
   *
   * @param settledAt when the executor applied it or gave it up
   * @param holdsFrom usage after this event time is a leak: settled plus the provider's lag
   * @param dueAt when quiet is proved unless usage is seen before
   */
  public record Proof(Instant settledAt, Instant holdsFrom, Instant dueAt) {
    static final Proof NONE = new Proof(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
  }

  boolean blocksKey() {
    return status.hasTakenEffect() && ActionRank.blocks(action);
  }

  Attempt with(AttemptStatus newStatus) {
    return new Attempt(rung, action, order, newStatus, proof);
  }

  Attempt settled(AttemptStatus newStatus, Proof newProof) {
    return new Attempt(rung, action, order, newStatus, newProof);
  }

  /** Returns the attempt with its quiet to be proved at a later time, never at an earlier one. */
  Attempt quietNotBefore(Instant time) {
    Instant due = proof.dueAt().isAfter(time) ? proof.dueAt() : time;
    return settled(status, new Proof(proof.settledAt(), proof.holdsFrom(), due));
  }
}
