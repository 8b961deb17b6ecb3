package io.keyfuse.ingest.feed.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.PageSink;
import io.keyfuse.ingest.feed.Pages;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.feed.Query;
import io.keyfuse.ingest.feed.SweepRange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * One of Anthropic's reports. Where the report says how fresh it is ({@code data_refreshed_at}),
 * that is the watermark; the older reports are taken to be complete after the schedule's settle
 * time.
 */
public final class AnthropicFeed implements PullFeed {
  private final String name;
  private final AnthropicReport report;
  private final FeedSchedule schedule;
  private final FeedHttp http;
  private final InstantSource clock;

  /** Makes a feed of one report of a connection. */
  public AnthropicFeed(
      String connection,
      AnthropicReport report,
      FeedSchedule schedule,
      FeedHttp http,
      InstantSource clock) {
    this.name = connection + '/' + report.word();
    this.report = report;
    this.schedule = schedule;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return report.kind();
  }

  @Override
  public FeedSchedule schedule() {
    return schedule;
  }

  @Override
  public FeedMark sweep(FeedMemory memory, PageSink pages) {
    Instant now = http.serverNow();
    SweepRange whole = SweepRange.next(memory.mark(), schedule, now, report.bucket());
    SweepRange part = whole.atMost(report.longest());
    Instant refreshed = read(part, pages, now);
    while (part.to().isBefore(whole.to())) {
      part = part.upTo(whole.to()).atMost(report.longest());
      refreshed = read(part, pages, now);
    }
    return new FeedMark(clock.instant(), refreshed, now, Map.of());
  }

  /** Returns before when the range is complete. */
  private Instant read(SweepRange range, PageSink pages, Instant now) {
    Query first = report.request(range);
    Instant refreshed = now.minus(schedule.settle());
    String next = null;
    Pages guard = new Pages(name);
    do {
      guard.next(next);
      Query request = next == null ? first : report.request(range).with("page", next);
      JsonNode reply = http.get(request.toString());
      pages.accept(report.read(reply, now));
      refreshed = refreshedAt(reply, refreshed, now);
      next = reply.path("has_more").asBoolean() ? nextPage(reply) : null;
    } while (next != null);
    return refreshed;
  }

  private Instant refreshedAt(JsonNode page, Instant fallback, Instant now) {
    if (report.isLegacy() || JsonFields.text(page, "data_refreshed_at") == null) {
      return fallback;
    }
    try {
      Instant said = JsonFields.time(page, "data_refreshed_at");
      return said.isAfter(now) ? now : said;
    } catch (PartFault e) {
      return fallback;
    }
  }

  private String nextPage(JsonNode page) {
    String next = JsonFields.text(page, "next_page");
    if (next == null) {
      throw new FeedFault(
          FeedFault.Reason.FOREIGN_ANSWER, "feed " + name + ": has_more without next_page");
    }
    return next;
  }
}
