package io.keyfuse.alerting.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class DueIndexTest {
  private static final Instant ONE = Instant.ofEpochSecond(1);
  private static final Instant TWO = Instant.ofEpochSecond(2);
  private static final Instant THREE = Instant.ofEpochSecond(3);

  @Test
  void shouldNameWhatIsDueEarliestFirst() {
    DueIndex index = new DueIndex(10);
    index.set("c", THREE);
    index.set("b", TWO);
    index.set("a", ONE);

    assertThat(index.dueAt(TWO, 10)).containsExactly("a", "b");
    assertThat(index.dueAt(THREE, 1)).containsExactly("a");
  }

  @Test
  void shouldMoveAndForgetAKey() {
    DueIndex index = new DueIndex(10);
    index.set("a", ONE);
    index.set("a", THREE);
    index.set("b", ONE);
    index.set("b", Instant.MAX);

    assertThat(index.dueAt(TWO, 10)).isEmpty();
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void shouldDropTheLatestAndSaySoWhenFull() {
    DueIndex index = new DueIndex(2);
    index.set("late", THREE);
    index.set("a", ONE);
    assertThat(index.isForgetful()).isFalse();

    index.set("b", TWO);

    assertThat(index.isForgetful()).isTrue();
    assertThat(index.dueAt(THREE, 10)).containsExactly("a", "b");
    index.clear();
    assertThat(index.isForgetful()).isFalse();
    assertThat(index.size()).isZero();
  }
}
