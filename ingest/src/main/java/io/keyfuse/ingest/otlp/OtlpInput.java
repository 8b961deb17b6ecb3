package io.keyfuse.ingest.otlp;

import java.io.IOException;

/**
 * One OTLP message being read, whichever encoding it came in, so that each message is walked by one
 * code. What is not asked for is skipped without being held. Used by one thread.
 */
interface OtlpInput {
  /** Reads the fields of one nested message: calls {@link #next} until it says 0. */
  @FunctionalInterface
  interface Body {
    void read() throws IOException;
  }

  /**
   * Goes to the next known field of the current message; its value must then be read or skipped.
   *
   * @return the field's number, or 0 at the end of the message
   */
  int next(OtlpFields fields) throws IOException;

  /** Reads a message field; of a repeated one every message. */
  void each(Body body) throws IOException;

  /** Reads a text, cut to its first characters. */
  String text(int longest) throws IOException;

  /** Reads bytes that an identity is made of, as lower-case hex. */
  String hex() throws IOException;

  /** Reads a whole number of any width. */
  long integer() throws IOException;

  /** Reads a floating-point number. */
  double real() throws IOException;

  /** Reads a boolean. */
  boolean flag() throws IOException;

  /** Leaves the value out. */
  void skip() throws IOException;
}
