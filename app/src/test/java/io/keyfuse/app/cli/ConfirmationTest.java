package io.keyfuse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keyfuse.schemas.config.ConfigException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmationTest {
  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @CsvSource({"yes,true", "' yes ',true", "y,false", "no,false", "'',false", "YES,false"})
  void shouldTakeOnlyYes(String answer, boolean given) {
    assertThat(asked(true, answer + "\n").given("Apply this?")).isEqualTo(given);
    assertThat(out.toString()).isEqualTo("Apply this? Only 'yes' is taken: ");
  }

  @Test
  void shouldTakeTheEndOfInputForNo() {
    assertThat(asked(true, "").given("Apply this?")).isFalse();
  }

  @Test
  void shouldRefuseToAskWhereNobodyCanAnswer() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> asked(false, "yes\n").given("Apply this?"))
        .withMessage("--yes: there is no terminal to ask at; look, then give --yes");
  }

  private Confirmation asked(boolean terminal, String typed) {
    return new Confirmation(terminal, new StringReader(typed), new PrintWriter(out, true));
  }
}
