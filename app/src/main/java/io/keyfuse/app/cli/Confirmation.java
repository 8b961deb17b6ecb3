package io.keyfuse.app.cli;

import io.keyfuse.schemas.config.ConfigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/**
 * Asks a person before something is changed; where nobody can answer, refuses.
 *
 * @param terminal true when somebody can answer
 * @param answers what is typed
 * @param out where the question is put
 */
record Confirmation(boolean terminal, Reader answers, PrintWriter out) {

  /** The start script says whether input and output are a terminal; Java 17 cannot tell. */
  static Confirmation onTerminal(PrintWriter out) {
    return new Confirmation(
        Boolean.getBoolean("keyfuse.tty") && Boolean.getBoolean("keyfuse.tty.in"),
        new InputStreamReader(System.in, Charset.defaultCharset()),
        out);
  }

  /**
   * Puts the question.
   *
   * @return true when the answer is yes
   * @throws ConfigException when nobody can answer
   */
  boolean given(String question) {
    if (!terminal) {
      throw new ConfigException("--yes", "there is no terminal to ask at; look, then give --yes");
    }
    out.print(question + " Only 'yes' is taken: ");
    out.flush();
    try {
      String answer = new BufferedReader(answers).readLine();
      return answer != null && answer.strip().equals("yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
