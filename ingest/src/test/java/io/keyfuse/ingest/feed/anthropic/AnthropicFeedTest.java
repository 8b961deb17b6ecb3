package io.keyfuse.ingest.feed.anthropic;

import static io.keyfuse.ingest.feed.StandInSite.report;
import static io.keyfuse.ingest.feed.StandInSite.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.feed.FakeMemory;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.ScriptedProvider;
import io.keyfuse.ingest.feed.ScriptedProvider.Answer;
import io.keyfuse.ingest.feed.StandInSite;
import io.keyfuse.schemas.v1.UsageEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anthropic's reports as its stand-in gives them. */
class AnthropicFeedTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:30Z");
  private static final FeedSchedule DAILY =
      new FeedSchedule(
          Duration.ofHours(1), Duration.ofDays(3), Duration.ofDays(1), Duration.ofDays(35));

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

  @Test
  void shouldTakeTheProvidersOwnFreshnessForTheWatermark() {
    report(site.server().anthropic(), row("usage", "2026-11-02T11:30:00Z", "apikey_1"));

    FeedMark mark = memory.sweep(usage());

    assertThat(mark.watermark()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
    assertThat(mark.readTo()).isEqualTo(NOW);
    assertThat(memory.usage())
        .singleElement()
        .satisfies(event -> assertThat(event.getTokens().getInput()).isEqualTo(1000));
  }

  @Test
  void shouldReadADayAndMoreInRangesThatTheProviderAllows() {
    ObjectNode[] rows = new ObjectNode[30];
    for (int hour = 0; hour < rows.length; hour++) {
      String start = NOW.minus(Duration.ofHours(hour + 1)).toString().replace(":30Z", ":00Z");
      rows[hour] = row("usage", start, "apikey_1");
    }
    report(site.server().anthropic(), rows);
    Instant stopped = NOW.minus(Duration.ofHours(31));

    memory.at(new FeedMark(stopped, stopped, stopped, Map.of())).sweep(usage());

    assertThat(memory.usage())
        .extracting(UsageEvent::getOccurredAt)
        .doesNotHaveDuplicates()
        .hasSize(30);
  }

  @Test
  void shouldReadEveryPage() {
    ObjectNode[] rows = new ObjectNode[2_500];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row("usage", "2026-11-02T11:30:00Z", "apikey_" + i);
    }
    report(site.server().anthropic(), rows);

    memory.sweep(usage());

    assertThat(memory.usage())
        .extracting(event -> event.getCredential().getKeyId())
        .doesNotHaveDuplicates()
        .hasSize(2_500);
  }

  @Test
  void shouldSeeUsageThatShowsLateAndBucketsThatGrew() {
    report(
        site.server().anthropic(),
        row("usage", "2026-11-02T11:50:00Z", "apikey_1"),
        row("usage", "2026-11-02T11:57:00Z", "apikey_2"));
    memory.sweep(usage());
    assertThat(memory.usage()).hasSize(1);

    report(
        site.server().anthropic(),
        row("usage", "2026-11-02T11:50:00Z", "apikey_1").put("input", 1500));
    site.at(NOW.plusSeconds(180));
    memory.sweep(usage());

    assertThat(memory.usage())
        .extracting(event -> event.getTokens().getInput(), UsageEvent::getObservedAt)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1500L, NOW.plusSeconds(180)),
            org.assertj.core.groups.Tuple.tuple(1000L, NOW.plusSeconds(180)));
  }

  @Test
  void shouldReadMoneyByTheDay() {
    report(
        site.server().anthropic(),
        row("cost", "2026-10-02T00:00:00Z", "apikey_1").put("cents", "12.345"),
        row("cost", "2026-11-01T00:00:00Z", "apikey_1").put("cents", "7"));

    memory.sweep(
        new AnthropicFeed("main", AnthropicReport.COST, DAILY, site.anthropic(), site.clock()));

    assertThat(memory.usage())
        .extracting(
            event -> event.getCost().getAmountNanos(), event -> event.getBucket().getWidthMs())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(123_450_000L, 86_400_000L),
            org.assertj.core.groups.Tuple.tuple(70_000_000L, 86_400_000L));
  }

  @Test
  void shouldNotLoseUsageWhereItsOwnClockRanAheadBeforeTheFirstAnswer() {
    try (ScriptedProvider provider = new ScriptedProvider(uri -> Answer.ok("{'data':[]}"))) {
      java.time.InstantSource ahead = () -> Instant.now().plus(Duration.ofMinutes(9));

      FeedMark mark =
          memory.sweep(
              new AnthropicFeed(
                  "main",
                  AnthropicReport.USAGE,
                  FeedSchedule.minutely(),
                  provider.http(ahead),
                  ahead));

      assertThat(mark.readTo()).isBefore(Instant.now().plusSeconds(5));
      assertThat(mark.watermark()).isBefore(Instant.now().minus(Duration.ofMinutes(9)));
    }
  }

  @Test
  void shouldAskTheOlderReportsInTheirOwnWords() {
    try (ScriptedProvider provider = new ScriptedProvider(uri -> Answer.ok("{'data':[]}"))) {
      for (AnthropicReport report :
          new AnthropicReport[] {AnthropicReport.LEGACY_USAGE, AnthropicReport.LEGACY_COST}) {
        FeedSchedule schedule = report.isDaily() ? DAILY : FeedSchedule.minutely();
        FeedMark mark =
            new FakeMemory()
                .sweep(
                    new AnthropicFeed(
                        "main", report, schedule, provider.http(site.clock()), site.clock()));
        assertThat(mark.watermark()).isBeforeOrEqualTo(NOW.minus(schedule.settle()));
      }

      assertThat(provider.asked())
          .extracting(URI::toString)
          .anyMatch(
              uri -> uri.contains("/usage_report/messages?") && uri.contains("bucket_width=1m&"))
          .anyMatch(
              uri -> uri.contains("/cost_report?") && uri.contains("group_by%5B%5D=workspace_id"))
          .noneMatch(uri -> uri.contains("time_bucket_width"));
    }
  }

  @Test
  void shouldStopAtPagesThatNeverEnd() {
    try (ScriptedProvider provider =
        new ScriptedProvider(uri -> Answer.ok("{'data':[],'has_more':true,'next_page':'p'}"))) {
      AnthropicFeed feed =
          new AnthropicFeed(
              "main",
              AnthropicReport.USAGE,
              FeedSchedule.minutely(),
              provider.http(site.clock()),
              site.clock());

      assertThatThrownBy(() -> memory.sweep(feed))
          .isInstanceOf(FeedFault.class)
          .hasMessageContaining("never end");
      provider.says(uri -> Answer.ok("{'data':[],'has_more':true}"));
      assertThatThrownBy(() -> memory.sweep(feed))
          .isInstanceOf(FeedFault.class)
          .hasMessageContaining("next_page");
    }
    assertThat(memory.mark()).isEqualTo(FeedMark.NONE);
  }

  private AnthropicFeed usage() {
    return new AnthropicFeed(
        "main", AnthropicReport.USAGE, FeedSchedule.minutely(), site.anthropic(), site.clock());
  }
}
