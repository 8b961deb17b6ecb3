package io.keyfuse.alerting.policy;

import io.keyfuse.schemas.v1.Credential;
import org.jspecify.annotations.Nullable;

/**
 * Whom a policy is looked up for. An unknown owner matches only policies that do not ask for one.
 *
 * @param credential the key
 * @param tenant the owner's tenant, null when not known
 * @param project the owner's project, null when not known
 * @param feature the owner's feature, null when not known
 */
public record PolicySubject(
    Credential credential,
    @Nullable String tenant,
    @Nullable String project,
    @Nullable String feature) {}
