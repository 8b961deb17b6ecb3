package io.keyfuse.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.keyfuse.console.ConsoleConfig;
import io.keyfuse.console.fixture.Browser;
import io.keyfuse.console.fixture.ConsolePreview;
import io.keyfuse.console.fixture.Hostile;
import io.keyfuse.console.fixture.Records;
import io.keyfuse.console.fixture.Scene;
import io.keyfuse.console.model.ReadModel;
import io.keyfuse.schemas.v1.IncidentState;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a real browser; skipped where no Chromium is installed. */
class ConsolePageIT {
  private final ReadModel model = new ReadModel(ConsoleConfig.defaults(), InstantSource.system());
  private Javalin server;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    Optional<Path> program = Browser.program();
    Assumptions.assumeTrue(program.isPresent(), "no Chromium: apt-get install chromium");
    server = ConsolePreview.serve(model, 0);
    browser = Browser.start(program.orElseThrow());
    browser.window(1280, 900, "light");
    browser.open("http://127.0.0.1:" + server.port() + "/");
  }

  @AfterEach
  void close() throws Exception {
    if (browser != null) {
      browser.close();
      server.stop();
    }
  }

  @Test
  void shouldShowHostileTextAsTextAndRunNoneOfIt() {
    // Given an incident, a key and spend whose every text is markup and script
    new Scene(model, Instant.now()).play();
    Hostile.addTo(model, Instant.now());
    browser.signIn(ConsolePreview.TOKEN);

    // When the incident is opened
    browser.until("document.querySelectorAll('.incident').length === 4");
    browser.eval("document.querySelectorAll('.incident')[0].click()");
    browser.until("document.querySelector('#detail .evidence')");

    // Then the text stands there as written, nothing ran, and the browser had no complaint
    assertThat(browser.eval("document.querySelector('#detail').textContent")).contains("onerror=");
    assertThat(browser.eval("typeof window.pwned")).isEqualTo("undefined");
    assertThat(
            browser.eval(
                "document.querySelectorAll('#console img[src=x], #console script').length"))
        .isEqualTo("0");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldFollowTheStreamWithoutBeingLoadedAgain() {
    browser.signIn(ConsolePreview.TOKEN);
    browser.until("document.querySelector('#incidents .empty')");

    model.apply(Records.alert("live", 0, IncidentState.OPEN).build());

    browser.until("document.querySelectorAll('.incident').length === 1");
    assertThat(browser.eval("document.querySelector('.tile.hot b').textContent")).isEqualTo("1");
  }

  @Test
  void shouldKeepTheTokenOutOfTheAddressAndForgetItAtSignOut() {
    browser.until("!document.querySelector('#login').hidden");
    browser.eval("document.getElementById('token').value = 'wrong'");
    browser.eval("document.querySelector('#login-form button').click()");
    browser.until("document.getElementById('login-error').textContent.includes('not the console')");

    browser.signIn(ConsolePreview.TOKEN);
    assertThat(browser.eval("location.href")).doesNotContain(ConsolePreview.TOKEN);
    assertThat(browser.eval("performance.getEntriesByType('resource').map(r => r.name).join()"))
        .doesNotContain(ConsolePreview.TOKEN);

    browser.eval("document.getElementById('sign-out').click()");
    browser.until("!document.querySelector('#login').hidden");
    assertThat(browser.eval("sessionStorage.length + localStorage.length")).isEqualTo("0");
  }
}
