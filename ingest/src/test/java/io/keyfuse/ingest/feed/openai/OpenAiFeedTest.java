package io.keyfuse.ingest.feed.openai;

import static io.keyfuse.ingest.feed.StandInSite.report;
import static io.keyfuse.ingest.feed.StandInSite.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.FakeMemory;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.ScriptedProvider;
import io.keyfuse.ingest.feed.ScriptedProvider.Answer;
import io.keyfuse.ingest.feed.StandInSite;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.UsageEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's reports as its stand-in gives them. */
class OpenAiFeedTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:30Z");
  private static final FeedSchedule DAILY =
      new FeedSchedule(
          Duration.ofHours(1), Duration.ofDays(3), Duration.ofDays(1), Duration.ofDays(7));

  @TempDir Path folder;

  private final FakeMemory memory = new FakeMemory();
  private StandInSite site;

  @BeforeEach
  void start() {
    site = new StandInSite(folder, NOW);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @ParameterizedTest
  @EnumSource(OpenAiUsageKind.class)
  void shouldReadEachKindOfUsageInGroupsThatItMayBeSplitBy(OpenAiUsageKind kind) {
    report(site.server().openAi(), row(kind.path(), "2026-11-02T11:30:00Z", "key_1"));

    FeedMark mark = memory.sweep(feed(site.openAi(), kind.path(), FeedSchedule.minutely()));

    assertThat(mark.watermark()).isEqualTo(NOW.minus(Duration.ofMinutes(10)));
    UsageEvent event = memory.usage().get(0);
    boolean knowsKey =
        kind != OpenAiUsageKind.VECTOR_STORES && kind != OpenAiUsageKind.CODE_INTERPRETER_SESSIONS;
    assertThat(CredentialId.of(event.getCredential()))
        .isEqualTo("openai:proj_1:" + (knowsKey ? "key_1" : "unattributed"));
    assertThat(event.getOperation()).isEqualTo(kind.operation());
    assertThat(event.getFeed()).isEqualTo("openai-usage");
    assertThat(event.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"group_by", "group_by[]"})
  void shouldSendSeveralValuesInEitherStyle(String style) {
    report(
        site.server().openAi(),
        row("completions", "2026-11-02T11:30:00Z", "key_1").put("tier", "flex"));
    var connection = new OpenAiFeed.Connection("main", site.openAi(), style, site.clock());

    memory.sweep(new OpenAiFeed(connection, "completions", FeedSchedule.minutely()));

    assertThat(memory.usage())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getModel()).isEqualTo("m1");
              assertThat(event.getServiceTier()).isEqualTo("flex");
            });
  }

  @Test
  void shouldReadCostsAsDollarsADay() {
    report(
        site.server().openAi(),
        row("costs", "2026-11-01T00:00:00Z", "key_1").put("cost_usd", "0.06"),
        row("costs", "2026-10-20T00:00:00Z", "key_1").put("cost_usd", "5"));

    memory.sweep(feed(site.openAi(), "costs", DAILY));

    assertThat(memory.usage())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getCost()).isEqualTo(new Cost(60_000_000L, CostBasis.REPORTED));
              assertThat(event.getFeed()).isEqualTo("openai-costs");
              assertThat(event.getBucket().getWidthMs()).isEqualTo(86_400_000L);
              assertThat(event.getModel()).isEqualTo("m1");
            });
  }

  @Test
  void shouldReadADaysMinutesPageByPage() {
    for (int hour = 1; hour < 24; hour++) {
      String start = NOW.minus(Duration.ofHours(hour)).toString().replace(":30Z", ":00Z");
      report(site.server().openAi(), row("completions", start, "key_1"));
    }

    memory.sweep(feed(site.openAi(), "completions", FeedSchedule.minutely()));

    assertThat(memory.usage())
        .extracting(UsageEvent::getOccurredAt)
        .doesNotHaveDuplicates()
        .hasSize(23);
  }

  @Test
  void shouldRefuseOneResultAndKeepTheOthersOfItsMinute() {
    String bucket =
        "{'data':[{'start_time':1793620800,'end_time':1793620860,'results':["
            + "{'api_key_id':'key_1','input_tokens':1.5},{'api_key_id':'key_2','input_tokens':7}]}]}";
    try (ScriptedProvider provider = new ScriptedProvider(uri -> Answer.ok(bucket))) {
      memory.sweep(feed(provider.http(site.clock()), "completions", FeedSchedule.minutely()));
    }

    assertThat(memory.taken()).hasSize(2).hasAtLeastOneElementOfType(Decoded.Refused.class);
  }

  @Test
  void shouldNotGoOnFromAnAnswerWithoutAReport() {
    try (ScriptedProvider provider = new ScriptedProvider(uri -> Answer.ok("{'error':'odd'}"))) {
      OpenAiFeed feed = feed(provider.http(site.clock()), "completions", FeedSchedule.minutely());

      assertThatThrownBy(() -> memory.sweep(feed)).isInstanceOf(FeedFault.class);
      provider.says(uri -> Answer.ok("{'data':[],'has_more':true}"));
      assertThatThrownBy(() -> memory.sweep(feed)).hasMessageContaining("next_page");
    }
    assertThat(memory.mark()).isEqualTo(FeedMark.NONE);
  }

  private OpenAiFeed feed(FeedHttp http, String report, FeedSchedule schedule) {
    var connection = new OpenAiFeed.Connection("main", http, "group_by", site.clock());
    return new OpenAiFeed(connection, report, schedule);
  }
}
