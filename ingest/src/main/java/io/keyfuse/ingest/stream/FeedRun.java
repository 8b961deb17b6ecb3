package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.ChangedBuckets;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedPace;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.validate.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One feed while this instance owns it: sweeps, stores, counts, and knows when it is due. Sweeps
 * exclude each other; {@link #isDue} may be asked at any time.
 */
final class FeedRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FeedRun.class);

  private final PullFeed feed;
  private final FeedDesk desk;
  private final Supplier<FeedPublisher> publishers;
  private final FeedTools tools;
  private final ChangedBuckets changed = new ChangedBuckets();
  private volatile FeedPace pace = FeedPace.atOnce();
  private @Nullable FeedPublisher publisher;

  FeedRun(PullFeed feed, FeedDesk desk, Supplier<FeedPublisher> publishers, FeedTools tools) {
    this.feed = feed;
    this.desk = desk;
    this.publishers = publishers;
    this.tools = tools;
  }

  boolean isDue(Instant now) {
    return pace.isDue(now);
  }

  /** Reads once; a fault is counted, logged and answered with a longer pause. */
  synchronized void sweep() {
    Instant started = tools.clock().instant();
    try {
      FeedMark mark = feed.sweep(desk.of(feed.name()), this::store);
      open().mark(mark);
      desk.keep(FeedRecords.heartbeat(feed.name(), mark));
      pace = pace.afterSweep(started, feed.schedule());
      tools.metrics().swept(feed, mark);
    } catch (FeedFault fault) {
      failed(fault);
    } catch (RuntimeException bug) {
      LOG.error("feed {} failed", feed.name(), bug);
      failed(new FeedFault(FeedFault.Reason.FOREIGN_ANSWER, "a fault of Keyfuse; see its log"));
    }
  }

  private void failed(FeedFault fault) {
    if (fault.reason() == FeedFault.Reason.NOT_STORED) {
      close();
    }
    if (fault.needsPerson()) {
      LOG.error("feed {}: {}", feed.name(), fault.getMessage());
    } else {
      LOG.warn("feed {}: {}", feed.name(), fault.getMessage());
    }
    tools.metrics().failed(feed, fault.reason());
    pace = pace.afterFault(fault, tools.clock().instant(), feed.schedule(), tools.random());
  }

  private void store(List<Decoded> page) {
    List<Decoded> valid = new ArrayList<>(page.size());
    page.forEach(part -> valid.add(checked(part)));
    tools.metrics().read(feed, valid);
    List<Decoded> fresh = changed.of(valid);
    open().page(fresh);
    changed.stored(fresh);
    for (Decoded part : fresh) {
      if (part instanceof Decoded.Context known
          && known.event().getScope().startsWith(FeedRecords.PREFIX)) {
        desk.keep(known.event());
      }
    }
  }

  private Decoded checked(Decoded part) {
    if (part instanceof Decoded.Usage usage) {
      Rejection fault = tools.validator().check(usage.event(), tools.clock().instant());
      return fault == null ? part : refused(usage.where(), fault);
    }
    return part instanceof Decoded.Refused bad ? refused(bad.where(), bad.why()) : part;
  }

  private Decoded refused(String where, Rejection why) {
    LOG.warn("feed {}: {} refused: {}", feed.name(), where, why.message());
    return new Decoded.Refused(where, why);
  }

  private FeedPublisher open() {
    FeedPublisher opened = publisher;
    if (opened == null) {
      opened = publishers.get();
      publisher = opened;
    }
    return opened;
  }

  /** Waits for a sweep under way, which its owner interrupts before. */
  @Override
  public synchronized void close() {
    FeedPublisher opened = publisher;
    publisher = null;
    if (opened != null) {
      opened.close();
    }
  }
}
