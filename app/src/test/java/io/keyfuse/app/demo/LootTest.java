package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a thief got, from the stand-ins' books. */
class LootTest {
  private static final Instant MINUTE = Instant.parse("2026-11-23T16:21:00Z");

  private final Story story = Stories.story();
  private final DemoKey key = story.fleet().keys().get(0);

  @Test
  void shouldCountAsLootOnlyModelsThatTheOwnerDoesNotUse() {
    LedgerRow own = row(5, 5_000);
    LedgerRow stolen =
        new LedgerRow(
            key.credential().getProvider(),
            key.credential().getKeyId(),
            MINUTE,
            "gpt-5.5",
            new BucketTotals(2, new Tokens(10, 0, 10)),
            3,
            700);

    assertThat(Loot.of(key, List.of(own, stolen))).isEqualTo(new Loot(2, 3, 700));
  }

  private LedgerRow row(long calls, long input) {
    return new LedgerRow(
        key.credential().getProvider(),
        key.credential().getKeyId(),
        MINUTE,
        key.habit().models().get(0).model(),
        new BucketTotals(calls, new Tokens(input, 0, 0)),
        0,
        input);
  }
}
