package io.keyfuse.detectors.scenario;

import io.keyfuse.schemas.v1.UsageEvent;

/** An event and the wall clock at which it reaches the monitor. */
public record Arrival(long atMs, UsageEvent event) {}
