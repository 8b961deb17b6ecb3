package io.keyfuse.ingest.feed.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.PageSink;
import io.keyfuse.ingest.feed.Pages;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.feed.SweepRange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of OpenAI's usage reports, or its costs. OpenAI does not say how fresh a report is: usage is
 * taken to be complete after the schedule's settle time, and what is younger than the look-back is
 * read again each time, for its buckets keep growing.
 */
public final class OpenAiFeed implements PullFeed {
  private final String name;
  private final String kind;
  private final OpenAiReport report;
  private final FeedSchedule schedule;
  private final FeedHttp http;
  private final InstantSource clock;
  private final OpenAiUsageDecoder usage = new OpenAiUsageDecoder();
  private final OpenAiCostsDecoder costs = new OpenAiCostsDecoder(Map.of());

  /** What the feeds of one connection share. */
  public record Connection(String name, FeedHttp http, String groupName, InstantSource clock) {}

  /** Makes a feed of one report: {@code costs} or a kind of usage. */
  public OpenAiFeed(Connection connection, String kind, FeedSchedule schedule) {
    this.name = connection.name() + '/' + kind;
    this.kind = kind;
    this.report = new OpenAiReport(kind, connection.groupName());
    this.schedule = schedule;
    this.http = connection.http();
    this.clock = connection.clock();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return report.isCosts() ? "openai-costs" : "openai-usage";
  }

  @Override
  public FeedSchedule schedule() {
    return schedule;
  }

  @Override
  public FeedMark sweep(FeedMemory memory, PageSink pages) {
    Instant from =
        SweepRange.next(memory.mark(), schedule, http.serverNow(), report.bucket()).from();
    Pages guard = new Pages(name);
    String next = null;
    do {
      guard.next(next);
      JsonNode page = http.get(report.request(from, next).toString());
      List<Decoded> parts = new ArrayList<>();
      read(page, parts::add);
      pages.accept(parts);
      next = nextPage(page);
    } while (next != null);
    Instant now = http.serverNow();
    return new FeedMark(clock.instant(), now.minus(schedule.settle()), now, Map.of());
  }

  private void read(JsonNode page, PartSink out) {
    if (report.isCosts()) {
      costs.decode(page, http.serverNow(), out);
    } else {
      usage.decode(OpenAiUsageKind.ofPath(kind), page, http.serverNow(), out);
    }
  }

  private @Nullable String nextPage(JsonNode page) {
    if (!page.path("has_more").asBoolean()) {
      return null;
    }
    String next = JsonFields.text(page, "next_page");
    if (next == null) {
      throw new FeedFault(
          FeedFault.Reason.FOREIGN_ANSWER, "feed " + name + ": has_more without next_page");
    }
    return next;
  }
}
