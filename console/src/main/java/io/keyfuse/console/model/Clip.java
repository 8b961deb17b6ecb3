package io.keyfuse.console.model;

import org.jspecify.annotations.Nullable;

/**
 * Bounds text that comes from topics: whoever may write a topic must not be able to fill the
 * console's memory with one long field. Stateless.
 */
final class Clip {
  /** Most characters of an identifier. */
  static final int ID = 300;

  /** Most characters of a sentence. */
  static final int SENTENCE = 400;

  /** Most characters of a fact's name or value. */
  static final int FACT = 120;

  // Not the one character: outside Latin-1 it would double the memory of every cut text.
  private static final String MARK = "...";

  private Clip() {}

  /** Cuts an identifier. */
  static String id(String text) {
    return cut(text, ID);
  }

  /** Cuts an identifier that may be missing. */
  static @Nullable String idOrNull(@Nullable String text) {
    return text == null ? null : cut(text, ID);
  }

  /** Cuts a sentence. */
  static String sentence(String text) {
    return cut(text, SENTENCE);
  }

  /** Cuts a fact's name or value. */
  static String fact(String text) {
    return cut(text, FACT);
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - MARK.length();
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + MARK;
  }
}
