package io.keyfuse.ingest.decode;

/**
 * Takes what a decoder makes of its input, in the input's order. Used by one thread. {@code read =
 * usage + context + refused + ignored + merged}.
 */
public interface PartSink {
  /** Takes one part. */
  void part(Decoded part);

  /** Says that rows were added up in a part that another row stands for. */
  default void merged(long rows) {}
}
