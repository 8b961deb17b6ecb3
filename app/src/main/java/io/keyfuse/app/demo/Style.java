package io.keyfuse.app.demo;

import java.util.Map;

/**
 * Colours of the terminal, or none. Immutable.
 *
 * @param coloured false writes plain text
 */
record Style(boolean coloured) {
  static final Style PLAIN = new Style(false);

  /** What a piece of text is, which decides its colour. */
  enum Tone {
    PLAIN(""),
    DIM("2"),
    STRONG("1"),
    GOOD("32"),
    WARN("33"),
    BAD("31"),
    ALARM("1;31"),
    COMMAND("1;35"),
    PROVIDER("36");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /** Colours only a terminal, and only without NO_COLOR (no-color.org) and TERM=dumb. */
  static Style detect(boolean terminal, Map<String, String> environment) {
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = "dumb".equals(environment.get("TERM"));
    return new Style(terminal && !refused && !dumb);
  }

  String paint(Tone tone, String text) {
    return coloured && !tone.code.isEmpty() && !text.isEmpty()
        ? "\u001b[" + tone.code + "m" + text + "\u001b[0m"
        : text;
  }
}
