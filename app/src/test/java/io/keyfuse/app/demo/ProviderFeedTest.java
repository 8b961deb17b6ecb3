package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderFeedTest {
  private static final Instant MINUTE = Instant.parse("2026-11-23T16:21:00Z");

  private final Story story = Stories.story();
  private final DemoKey key = story.fleet().keys().get(0);
  private final ProviderFeed feed = new ProviderFeed(story.fleet(), story.events());

  @Test
  void shouldReportABucketAgainOnlyWhenItHasGrown() {
    List<UsageEvent> first = feed.grown(List.of(row(1, 100)), MINUTE.plusSeconds(2));
    List<UsageEvent> same = feed.grown(List.of(row(1, 100)), MINUTE.plusSeconds(4));
    List<UsageEvent> grown = feed.grown(List.of(row(3, 450)), MINUTE.plusSeconds(6));

    assertThat(same).isEmpty();
    assertThat(first)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getSource()).isEqualTo(UsageSource.PROVIDER_USAGE);
              assertThat(event.getBucket().getStart()).isEqualTo(MINUTE);
              assertThat(event.getOccurredAt()).isEqualTo(MINUTE);
              assertThat(event.getRequestCount()).isEqualTo(1);
            });
    assertThat(grown)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getRequestCount()).isEqualTo(3);
              assertThat(event.getTokens().getInput()).isEqualTo(450);
              assertThat(event.getObservedAt()).isEqualTo(MINUTE.plusSeconds(6));
              assertThat(event.getEventId()).isNotEqualTo(first.get(0).getEventId());
            });
  }

  @Test
  void shouldUseTheSameIdAfterARestart() {
    ProviderFeed restarted = new ProviderFeed(story.fleet(), story.events());

    String before = feed.grown(List.of(row(2, 300)), MINUTE).get(0).getEventId();
    String after =
        restarted.grown(List.of(row(2, 300)), MINUTE.plusSeconds(60)).get(0).getEventId();

    assertThat(after).isEqualTo(before);
  }

  @Test
  void shouldPassOverForeignKeysAndRowsOfRefusalsOnly() {
    LedgerRow foreign =
        new LedgerRow("openai", "unknown", MINUTE, "gpt-5-mini", row(1, 9).totals(), 0, 0);

    assertThat(feed.grown(List.of(foreign, row(0, 0)), MINUTE)).isEmpty();
  }

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
