package io.keyfuse.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageStatus;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what says something new goes to the topic. */
class ChangedUsageTest {
  private final ChangedUsage changed = new ChangedUsage();

  @Test
  void shouldSpareABucketThatIsUnchangedAndPassOneThatGrew() {
    Decoded first = bucket(b -> {});
    Decoded later = bucket(b -> b.setObservedAt(UsageEvents.NOW.plusSeconds(60)));
    Decoded grown = bucket(b -> b.setRequestCount(6));
    changed.stored(List.of(first));

    assertThat(changed.of(List.of(later))).isEmpty();
    assertThat(changed.of(List.of(grown))).containsExactly(grown);
  }

  @Test
  void shouldPassABucketAgainThatCouldNotBeStored() {
    Decoded part = bucket(b -> {});

    assertThat(changed.of(List.of(part))).containsExactly(part);
    assertThat(changed.of(List.of(part))).containsExactly(part);
  }

  @Test
  void shouldPassARestatementBackToAnEarlierValue() {
    Decoded small = bucket(b -> b.setRequestCount(1));
    Decoded large = bucket(b -> b.setRequestCount(2));
    changed.stored(List.of(small));
    changed.stored(List.of(large));

    assertThat(changed.of(List.of(small))).containsExactly(small);
  }

  @Test
  void shouldSpareACallThatWasSent() {
    Decoded call = new Decoded.Usage("row", UsageEvents.call("one").build());
    Decoded other = new Decoded.Usage("row", UsageEvents.call("two").build());
    changed.stored(List.of(call));

    assertThat(changed.of(List.of(call, other))).containsExactly(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model", "operation", "region", "tier", "status", "start", "width", "cost"})
  void shouldTellBucketsApartByEverythingThatTheUpsertDoes(String what) {
    changed.stored(List.of(bucket(b -> {})));

    assertThat(changed.of(List.of(bucket(b -> change(b, what))))).hasSize(1);
  }

  @Test
  void shouldPassEverythingThatIsNoUsage() {
    Decoded ignored = new Decoded.Ignored("row", "empty_bucket");
    changed.stored(List.of(ignored));

    assertThat(changed.of(List.of(ignored))).containsExactly(ignored);
  }

  private static void change(UsageEvent.Builder bucket, String what) {
    switch (what) {
      case "model" -> bucket.setModel("gpt-5");
      case "operation" -> bucket.setOperation("embeddings");
      case "region" -> bucket.setRegion("eu");
      case "tier" -> bucket.setServiceTier("batch");
      case "status" -> bucket.setStatus(UsageStatus.ERROR);
      case "start" -> bucket.setBucket(new Bucket(UsageEvents.NOW.plusSeconds(60), 60_000L));
      case "width" -> bucket.setBucket(new Bucket(UsageEvents.NOW, 3_600_000L));
      default -> bucket.setCost(new Cost(5L, CostBasis.REPORTED));
    }
  }

  private static Decoded bucket(Consumer<UsageEvent.Builder> change) {
    UsageEvent.Builder bucket = UsageEvents.bucket("b", 5, 100, 10);
    change.accept(bucket);
    return new Decoded.Usage("bucket 1", bucket.build());
  }
}
