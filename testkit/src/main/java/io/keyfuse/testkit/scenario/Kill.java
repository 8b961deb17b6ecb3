package io.keyfuse.testkit.scenario;

/** A key was stopped for good at that time of arrival. Immutable. */
public record Kill(String keyId, long atMillis) {}
