package io.keyfuse.app.demo;

import java.time.Duration;

/**
 * The company during the thefts: its keys go on calling, and what Keyfuse counted is shown. Runs on
 * the beat until that ends.
 */
final class Company {
  private static final Duration TRAFFIC_EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final DemoParts parts;
  private final LiveTraffic traffic;
  private final MinuteWatch watch;

  Company(DemoParts parts) {
    Story story = parts.story();
    this.parts = parts;
    this.traffic = new LiveTraffic(story, parts.standIns(), parts.poster(), parts.clock());
    this.watch = new MinuteWatch(parts.told().tally(), parts.screen(), parts.clock().instant());
  }

  void work(Beat beat) {
    beat.every(TRAFFIC_EVERY, "benign traffic", traffic::play);
    beat.every(LOOK_EVERY, "the watch", this::look);
  }

  private void look() {
    parts.story().attacks().forEach(parts::remember);
    watch.look(parts.clock().instant());
  }
}
