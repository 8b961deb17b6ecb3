package io.keyfuse.ingest.feed.litellm;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.feed.FeedConnection;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.PageSink;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.feed.Query;
import io.keyfuse.ingest.feed.SweepRange;
import io.keyfuse.ingest.file.json.JsonRecords;
import io.keyfuse.ingest.file.litellm.LiteLlmLog;
import io.keyfuse.ingest.push.LiteLlmConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A LiteLLM proxy's own record of calls, which makes up for callbacks that were lost: the proxy
 * sends each callback at most once. Rows carry the callback's event ids, so that a call counts once
 * whichever way it came. The report knows days only; rows that are older than the look-back were
 * read before and are passed over.
 */
public final class LiteLlmSpendFeed implements PullFeed {
  /** Name that metrics are counted by. */
  public static final String KIND = LiteLlmLog.FEED;

  private static final int HEAD = 64;
  private static final int PAGE = 1_000;

  private final FeedConnection connection;
  private final FeedHttp http;
  private final InstantSource clock;
  private final LiteLlmLog log;
  private final JsonRecords rows = new JsonRecords(LiteLlmLog.SHAPE);

  /** Makes the feed of a proxy. */
  public LiteLlmSpendFeed(FeedConnection connection, FeedHttp http, InstantSource clock) {
    this.connection = connection;
    this.http = http;
    this.clock = clock;
    this.log = new LiteLlmLog(new LiteLlmConfig(connection.account()));
  }

  @Override
  public String name() {
    return connection.name() + "/spend_logs";
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public FeedSchedule schedule() {
    return connection.schedule();
  }

  @Override
  public FeedMark sweep(FeedMemory memory, PageSink pages) {
    Instant now = http.serverNow();
    SweepRange range = SweepRange.next(memory.mark(), schedule(), now, ChronoUnit.MINUTES);
    LocalDate last = LocalDate.ofInstant(range.to(), ZoneOffset.UTC);
    LocalDate day = LocalDate.ofInstant(range.from(), ZoneOffset.UTC);
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      day(day, range, pages);
    }
    return new FeedMark(clock.instant(), now.minus(schedule().settle()), now, Map.of());
  }

  private void day(LocalDate day, SweepRange range, PageSink pages) {
    Query query = Query.of("/spend/logs").with("start_date", day).with("end_date", day.plusDays(1));
    byte[] answer = http.bytes(query.with("summarize", false).toString());
    if (!isArray(answer)) {
      throw http.foreign();
    }
    Instant now = http.serverNow();
    Page page = new Page(range, pages);
    try {
      rows.read(
          new ByteArrayInputStream(answer),
          page,
          (where, row) -> page.part(log.part(where, row, now)));
    } catch (IOException e) {
      throw http.foreign();
    }
    page.flush();
  }

  // A gateway's page of text would be read as lines, each of them refused, and its day be missed.
  private static boolean isArray(byte[] answer) {
    return new String(answer, 0, Math.min(answer.length, HEAD), StandardCharsets.US_ASCII)
        .stripLeading()
        .startsWith("[");
  }

  /** Hands rows on in pages; those before the range were read in an earlier sweep. */
  private static final class Page implements PartSink {
    private final SweepRange range;
    private final PageSink pages;
    private final List<Decoded> parts = new ArrayList<>();

    Page(SweepRange range, PageSink pages) {
      this.range = range;
      this.pages = pages;
    }

    @Override
    public void part(Decoded part) {
      if (part instanceof Decoded.Usage usage
          && usage.event().getOccurredAt().isBefore(range.from())) {
        return;
      }
      parts.add(part);
      if (parts.size() == PAGE) {
        flush();
      }
    }

    void flush() {
      pages.accept(List.copyOf(parts));
      parts.clear();
    }
  }
}
