package io.keyfuse.app.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The company during the thefts: its keys go on calling, and the provider usage feed goes on
 * reporting what the stand-ins' books say. Runs on the beat until that ends.
 */
final class Company {
  private static final Duration TRAFFIC_EVERY = Duration.ofSeconds(1);

  private final DemoParts parts;
  private final LiveTraffic traffic;
  private final ProviderFeed feed;
  private final MinuteWatch watch;

  Company(DemoParts parts) {
    Story story = parts.story();
    this.parts = parts;
    this.traffic = new LiveTraffic(story, parts.standIns(), parts.poster(), parts.clock());
    this.feed = new ProviderFeed(story.fleet(), story.events());
    this.watch = new MinuteWatch(parts.told().tally(), parts.screen(), parts.clock().instant());
  }

  void work(Beat beat, Duration feedEvery) {
    beat.every(TRAFFIC_EVERY, "benign traffic", traffic::play);
    beat.every(feedEvery, "provider usage feed", this::report);
  }

  private void report() throws IOException, InterruptedException {
    List<LedgerRow> rows = parts.standIns().ledger();
    parts.poster().post(feed.grown(rows, parts.clock().instant()));
    parts.story().attacks().forEach(parts::remember);
    watch.look(parts.clock().instant());
  }
}
