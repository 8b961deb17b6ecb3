package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.ChangedUsage;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.ingest.feed.FeedPace;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.schemas.v1.ContextEvent;
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
  private final ChangedUsage changed = new ChangedUsage();
  private volatile FeedPace pace = FeedPace.atOnce();
  private volatile @Nullable FeedPublisher publisher;
  private volatile boolean ended;

  FeedRun(PullFeed feed, FeedDesk desk, Supplier<FeedPublisher> publishers, FeedTools tools) {
    this.feed = feed;
    this.desk = desk;
    this.publishers = publishers;
    this.tools = tools;
  }

  boolean isDue(Instant now) {
    return pace.isDue(now);
  }

  /** Returns true when no other instance can store for the feed any more. */
  boolean hasTakenOver() {
    return publisher != null;
  }

  /** Fences off whoever had the feed before; what that one stored can then be read to its end. */
  synchronized void takeOver() {
    guarded(this::open);
  }

  /** Reads once; a fault is counted, logged and answered with a longer pause. */
  synchronized void sweep() {
    guarded(this::read);
  }

  private void read() {
    Instant started = tools.clock().instant();
    FeedPublisher opened = open();
    FeedMemory memory = desk.of(feed.name());
    tools.metrics().complete(feed, memory.mark());
    FeedMark mark = feed.sweep(memory, page -> store(page, opened));
    opened.mark(mark);
    pace = pace.afterSweep(started, feed.schedule());
    if (!ended) {
      desk.keep(FeedRecords.heartbeat(feed.name(), mark));
      tools.metrics().swept(feed, mark);
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (FeedFault fault) {
      failed(fault);
    } catch (RuntimeException bug) {
      LOG.error("feed {} failed", feed.name(), bug);
      failed(new FeedFault(FeedFault.Reason.INTERNAL, "a fault of Keyfuse; see its log"));
    }
  }

  private void failed(FeedFault fault) {
    if (fault.reason() == FeedFault.Reason.NOT_STORED) {
      close();
    }
    if (ended) {
      return;
    }
    if (fault.needsPerson()) {
      LOG.error("feed {}: {}", feed.name(), fault.getMessage());
    } else {
      LOG.warn("feed {}: {}", feed.name(), fault.getMessage());
    }
    tools.metrics().failed(feed, fault.reason());
    pace = pace.afterFault(fault, tools.clock().instant(), feed.schedule(), tools.random());
  }

  private void store(List<Decoded> page, FeedPublisher opened) {
    List<Decoded> valid = new ArrayList<>(page.size());
    page.forEach(part -> valid.add(checked(part)));
    tools.metrics().read(feed, valid);
    sayRefused(valid);
    List<Decoded> fresh = changed.of(valid);
    opened.page(fresh);
    changed.stored(fresh);
    for (Decoded part : fresh) {
      if (!ended && part instanceof Decoded.Context known && isOwn(known.event())) {
        desk.keep(known.event());
      }
    }
  }

  private boolean isOwn(ContextEvent event) {
    return FeedRecords.feed(event.getScope()).equals(feed.name());
  }

  private Decoded checked(Decoded part) {
    if (part instanceof Decoded.Usage usage) {
      Rejection fault = tools.validator().check(usage.event(), tools.clock().instant());
      return fault == null ? part : new Decoded.Refused(usage.where(), fault);
    }
    return part;
  }

  // One line a page: a provider's fault would fill the log, for a sweep reads it again and again.
  private void sayRefused(List<Decoded> page) {
    List<Decoded.Refused> refused = new ArrayList<>();
    for (Decoded part : page) {
      if (part instanceof Decoded.Refused bad) {
        refused.add(bad);
      }
    }
    if (!refused.isEmpty()) {
      Decoded.Refused first = refused.get(0);
      String why = first.why().message();
      LOG.warn(
          "feed {}: {} refused, first {}: {}", feed.name(), refused.size(), first.where(), why);
    }
  }

  private FeedPublisher open() {
    FeedPublisher opened = publisher;
    if (opened == null) {
      opened = publishers.get();
      publisher = opened;
      opened.takeOver();
    }
    return opened;
  }

  /** From now on the feed is another one's: nothing is said of it here any more. */
  void end() {
    ended = true;
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
