package io.keyfuse.testkit.scenario;

import org.jspecify.annotations.Nullable;

/** Who called, as far as telemetry says. Immutable. */
public record Caller(@Nullable String user, String sourceIp, String userAgent) {}
