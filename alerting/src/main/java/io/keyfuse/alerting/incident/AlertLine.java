package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What an alert says.
 *
 * @param state the state entered
 * @param severity how loud
 * @param summary one sentence for a person
 * @param commandId the command that belongs to it, null for none
 */
record AlertLine(
    IncidentState state, Severity severity, String summary, @Nullable String commandId) {}
