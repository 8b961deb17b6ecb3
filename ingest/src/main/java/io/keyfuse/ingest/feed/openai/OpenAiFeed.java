package io.keyfuse.ingest.feed.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartSink;
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
      JsonNode page = http.get(report.request(from, next).toString(), "data");
      Instant seen = memory.mark().notBefore(http.serverNow());
      List<Decoded> parts = new ArrayList<>();
      read(page, seen, parts::add);
      pages.accept(parts);
      next = guard.after(page, "next_page");
    } while (next != null);
    Instant now = http.serverNow();
    return new FeedMark(clock.instant(), now.minus(schedule.settle()), now, Map.of());
  }

  private void read(JsonNode page, Instant seen, PartSink out) {
    if (report.isCosts()) {
      costs.decode(page, seen, out);
    } else {
      usage.decode(OpenAiUsageKind.ofPath(kind), page, seen, out);
    }
  }
}
