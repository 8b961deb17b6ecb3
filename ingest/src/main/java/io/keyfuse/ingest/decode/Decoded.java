package io.keyfuse.ingest.decode;

import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.UsageEvent;

/**
 * What one part of a feed's input turned out to be. A decoder gives exactly one of these for every
 * part it read, so that {@code read = usage + context + refused + ignored} holds for every feed.
 * Immutable.
 */
public sealed interface Decoded {
  /** Returns where the part stood in its input, for example {@code line 17}; never its content. */
  String where();

  /** Usage: goes to {@code usage.v1}. */
  record Usage(String where, UsageEvent event) implements Decoded {}

  /** Something known about a key or scope: goes to {@code context.v1}. */
  record Context(String where, ContextEvent event) implements Decoded {}

  /** A part that cannot be used, for a reason of the closed list. */
  record Refused(String where, Rejection why) implements Decoded {}

  /** A part that is well formed and says nothing to Keyfuse; the reason is a fixed word. */
  record Ignored(String where, String reason) implements Decoded {}
}
