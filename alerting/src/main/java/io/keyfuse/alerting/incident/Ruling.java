package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.DecisionReason;
import org.jspecify.annotations.Nullable;

/**
 * What a decision says.
 *
 * @param stage the stage that decided
 * @param reason what, from the closed list
 * @param detail one sentence for a person
 * @param rung the rung in question, -1 for none
 * @param policy name of the policy, empty for none
 * @param attempt the command in question, null for none
 */
record Ruling(
    String stage,
    DecisionReason reason,
    String detail,
    int rung,
    String policy,
    @Nullable Attempt attempt) {}
