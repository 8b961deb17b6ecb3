package io.keyfuse.app.demo;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * Where the demo writes, and its time.
 *
 * @param out gets UTF-8 text
 * @param coloured true for a terminal that takes ANSI colours
 * @param clock wall-clock time
 * @param pacer lets time pass
 */
public record DemoTerminal(PrintStream out, boolean coloured, InstantSource clock, Pacer pacer) {
  /**
   * Returns a terminal in real time.
   *
   * @param interactive true when {@code out} is a terminal
   * @param environment for NO_COLOR and TERM
   */
  public static DemoTerminal real(
      PrintStream out, boolean interactive, Map<String, String> environment) {
    boolean coloured = Style.detect(interactive, environment).coloured();
    return new DemoTerminal(out, coloured, InstantSource.system(), Pacer.real());
  }
}
