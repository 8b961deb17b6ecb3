package io.keyfuse.ingest.feed.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
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
    FeedMark mark = memory.mark();
    Instant now = http.serverNow();
    SweepRange whole = SweepRange.next(mark, schedule, now, report.bucket());
    SweepRange part = whole.atMost(report.longest());
    Instant complete = read(part, mark, pages);
    while (part.to().isBefore(whole.to())) {
      part = part.upTo(whole.to()).atMost(report.longest());
      complete = earlier(complete, read(part, mark, pages));
    }
    // The first answer may have told that our clock was ahead.
    return new FeedMark(clock.instant(), complete, earlier(now, http.serverNow()), Map.of());
  }

  /** Returns before when all that was read is complete. */
  private Instant read(SweepRange range, FeedMark mark, PageSink pages) {
    Query first = report.request(range);
    Instant complete = Instant.MAX;
    String next = null;
    Pages guard = new Pages(name);
    do {
      guard.next(next);
      Query request = next == null ? first : report.request(range).with("page", next);
      JsonNode reply = http.get(request.toString(), "data");
      Instant seen = mark.notBefore(http.serverNow());
      pages.accept(report.read(reply, seen));
      complete = earlier(complete, refreshedAt(reply, seen));
      next = guard.after(reply, "next_page");
    } while (next != null);
    return complete;
  }

  private Instant refreshedAt(JsonNode page, Instant seen) {
    Instant settled = seen.minus(schedule.settle());
    if (report.isLegacy() || JsonFields.text(page, "data_refreshed_at") == null) {
      return settled;
    }
    try {
      return earlier(JsonFields.time(page, "data_refreshed_at"), seen);
    } catch (PartFault e) {
      return settled;
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
