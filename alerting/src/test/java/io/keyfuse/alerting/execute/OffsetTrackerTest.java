package io.keyfuse.alerting.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
  @Test
  void shouldNeverPassAnUnfinishedRecordInAnyOrder() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      OffsetTracker tracker = new OffsetTracker(100);
      List<Long> offsets = new ArrayList<>();
      long next = 100;
      for (int i = 0; i < 40; i++) {
        // Markers of transactions leave gaps.
        next += random.nextInt(3) == 0 ? 2 : 1;
        offsets.add(next);
        tracker.admit(next);
      }
      Set<Long> open = new HashSet<>(offsets);
      long last = next;
      Collections.shuffle(offsets, random);
      for (long offset : offsets) {
        tracker.finish(offset);
        open.remove(offset);
        long lowest = open.stream().min(Long::compare).orElse(last + 1);
        assertThat(tracker.position()).as("seed %d", seed).isEqualTo(lowest);
      }
      assertThat(tracker.isDirty()).isTrue();
      tracker.committed(tracker.position());
      assertThat(tracker.isDirty()).isFalse();
    }
  }

  @Test
  void shouldStartClean() {
    OffsetTracker tracker = new OffsetTracker(5);

    assertThat(tracker.position()).isEqualTo(5);
    assertThat(tracker.isDirty()).isFalse();
    tracker.finish(9);
    assertThat(tracker.position()).isEqualTo(5);
  }
}
