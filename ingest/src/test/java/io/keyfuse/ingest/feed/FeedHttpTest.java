package io.keyfuse.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keyfuse.ingest.feed.FeedFault.Reason;
import io.keyfuse.ingest.feed.ScriptedProvider.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider's answers mean. */
class FeedHttpTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");

  private final ScriptedProvider provider = new ScriptedProvider(uri -> Answer.ok("{'data':[]}"));
  private final FeedHttp http = provider.http(() -> NOW);

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void shouldSendTheCredentialAndKeepEveryDecimal() {
    provider.says(uri -> Answer.ok("{'data':[0.123456789123456789]}"));

    assertThat(http.get("/x?y=1", "data").path("data").get(0).decimalValue())
        .isEqualTo("0.123456789123456789");
    assertThat(provider.asked()).singleElement().hasToString("/api/x?y=1");
  }

  @ParameterizedTest
  @CsvSource({
    "401, LOGIN_REFUSED",
    "403, LOGIN_REFUSED",
    "400, REQUEST_REFUSED",
    "404, REQUEST_REFUSED",
    "302, REQUEST_REFUSED",
    "204, REQUEST_REFUSED",
    "408, BUSY",
    "429, BUSY",
    "500, BUSY",
    "529, BUSY",
  })
  void shouldTellWhoCanHelp(int status, Reason reason) {
    provider.says(uri -> new Answer(status, status == 204 ? "" : "{}", Map.of("Location", "/y")));

    FeedFault fault = fault();

    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.getMessage()).contains("HTTP " + status);
    assertThat(provider.asked()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "0, 0", "86400, 3600", "-1, ", "soon, ", "99999999999999999999, "})
  void shouldTakeTheProvidersWishWithinReason(String header, Long seconds) {
    provider.says(uri -> new Answer(429, "{}", Map.of()).with("Retry-After", header));

    assertThat(fault().retryAfter())
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>gateway</html>",
        "{'data':[]} more",
        "7",
        "'text'",
        " ",
        "{'data':{}}",
        "{}"
      })
  void shouldNotTakeAnythingElseForAReport(String body) {
    provider.says(uri -> Answer.ok(body));

    FeedFault fault = fault();

    assertThat(fault.reason()).isEqualTo(Reason.FOREIGN_ANSWER);
    assertThat(fault.getMessage()).contains("base_url").doesNotContain("gateway");
  }

  @Test
  void shouldNotFollowJsonIntoAnyDepth() {
    provider.says(uri -> Answer.ok("[".repeat(100_000) + "]".repeat(100_000)));

    assertThat(fault().reason()).isEqualTo(Reason.FOREIGN_ANSWER);
  }

  @Test
  void shouldNotHoldAnAnswerOfAnySize() {
    String large = "{'data':['" + "x".repeat(33 << 20) + "']}";
    provider.says(uri -> Answer.ok(large));

    assertThat(fault().reason()).isEqualTo(Reason.UNREACHABLE);
  }

  @Test
  void shouldGiveUpAnAnswerThatDoesNotCome() {
    CountDownLatch release = new CountDownLatch(1);
    provider.says(
        uri -> {
          await(release);
          return Answer.ok("{'data':[]}");
        });

    FeedFault fault = fault(provider.http(() -> NOW, Duration.ofMillis(200)));
    release.countDown();

    assertThat(fault.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(fault.getMessage()).contains("PT0.2S");
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    provider.close();

    FeedFault fault = fault();

    assertThat(fault.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(fault.needsPerson()).isFalse();
  }

  private FeedFault fault() {
    return fault(http);
  }

  private static FeedFault fault(FeedHttp reader) {
    FeedFault fault = catchThrowableOfType(FeedFault.class, () -> reader.get("/x", "data"));
    assertThat(fault).isNotNull();
    assertThat(fault.getMessage()).doesNotContain(ScriptedProvider.SECRET);
    return fault;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
