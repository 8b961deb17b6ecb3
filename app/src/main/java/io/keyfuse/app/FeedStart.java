package io.keyfuse.app;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.ingest.feed.FeedsConfig;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.feed.connect.FeedFactory;
import io.keyfuse.ingest.stream.FeedClients;
import io.keyfuse.ingest.stream.FeedMetrics;
import io.keyfuse.ingest.stream.FeedTools;
import io.keyfuse.ingest.stream.FeedWorker;
import io.keyfuse.ingest.validate.UsageValidator;
import io.micrometer.core.instrument.Counter;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ingest role's pull feeds: one worker that shares them with the other instances. */
final class FeedStart {
  private static final Logger LOG = LoggerFactory.getLogger(FeedStart.class);

  private final Platform.Shared shared;
  private final AppConfig config;
  private final Closing closing;
  private final InstantSource clock = InstantSource.system();

  FeedStart(Platform.Shared shared, Closing closing) {
    this.shared = shared;
    this.config = shared.config();
    this.closing = closing;
  }

  /** Starts the worker where a feed is configured; a missing credential stops the start. */
  void start() {
    FeedsConfig feeds = config.ingest().feeds();
    if (feeds.isEmpty()) {
      return;
    }
    List<PullFeed> checked = feeds();
    FeedClients clients =
        new FeedClients(
            config.clientProperties(), config.streams().applicationId(), shared.serdes());
    FeedTools tools =
        new FeedTools(
            new UsageValidator(config.ingest().limits()),
            clock,
            new Random(),
            new FeedMetrics(shared.metrics(), clock));
    Counter restarts =
        Counter.builder("keyfuse.app.feed.restarts")
            .description("Feed workers that ended with an error and were started anew")
            .register(shared.metrics());
    // Each worker has feeds of its own: a sweep of the one before may still be ending.
    Supervised<FeedWorker> supervised =
        closing.with(
            new Supervised<>(
                "feeds", () -> new FeedWorker(feeds(), clients, tools), restarts::increment));
    supervised.start();
    shared.health().add("feeds", supervised::isAlive);
    LOG.info("reading {}", checked.stream().map(PullFeed::name).toList());
  }

  private List<PullFeed> feeds() {
    return new FeedFactory(shared.environment(), clock).feeds(config.ingest().feeds());
  }
}
