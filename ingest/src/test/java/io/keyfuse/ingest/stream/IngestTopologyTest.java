package io.keyfuse.ingest.stream;

import static io.keyfuse.ingest.UsageEvents.NOW;
import static io.keyfuse.ingest.UsageEvents.bucket;
import static io.keyfuse.ingest.UsageEvents.call;
import static io.keyfuse.ingest.UsageEvents.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.IngestConfig;
import io.keyfuse.ingest.price.PriceBook;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestTopologyTest {
  private static final PriceBook PRICES = PriceBook.load(PriceConfig.defaults());

  private final IngestHarness ingest = new IngestHarness(IngestConfig.defaults(), PRICES);

  @AfterEach
  void balance() {
    assertThat(ingest.isBalanced()).as("received = accepted + rejected + duplicates").isTrue();
    ingest.close();
  }

  @Test
  void shouldKeepItsDescription() throws IOException {
    String described = ingest.topology(IngestConfig.defaults(), PRICES).describe().toString();

    try (InputStream golden = getClass().getResourceAsStream("/golden/ingest-topology.txt")) {
      String expected =
          new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(described.strip()).isEqualTo(expected.strip());
    }
  }

  @Test
  void shouldPriceACallAndLetItFlowOn() {
    UsageEvent event = call("e1").build();

    ingest.send(event);

    UsageEvent priced =
        UsageEvent.newBuilder(event).setCost(new Cost(210_000L, CostBasis.PRICED)).build();
    assertThat(ingest.events()).containsExactly(priced);
  }

  @Test
  void shouldMarkAndCountAnUnpricedModel() {
    ingest.send(call("e1").setModel("gpt-99").build());

    assertThat(ingest.events())
        .singleElement()
        .satisfies(e -> assertThat(e.getCost().getBasis()).isEqualTo(CostBasis.UNPRICED));
    assertThat(ingest.count("unpriced")).isEqualTo(1);
  }

  @Test
  void shouldDropASecondEventWithTheSameId() {
    ingest.send(call("e1").build());
    ingest.pass(Duration.ofHours(23));
    ingest.send(call("e1").setTokens(tokens(5, 5)).build());

    assertThat(ingest.events()).hasSize(1);
    assertThat(ingest.count("duplicates")).isEqualTo(1);
  }

  @Test
  void shouldTellTheSameIdOfTwoCredentialsApart() {
    ingest.send(call("e1").build());
    ingest.send(call("e1").setCredential(new Credential("openai", "proj_a", "key_2")).build());

    assertThat(ingest.events()).hasSize(2);
  }

  @Test
  void shouldForgetAnIdAfterTheRetention() {
    ingest.send(call("e1").build());
    ingest.pass(Duration.ofHours(24).plusMillis(1));
    ingest.send(call("e1").build());

    assertThat(ingest.events()).hasSize(2);
  }

  @Test
  void shouldDropDuplicatesOfAReplayOfYearsAgo() {
    Instant old = Instant.parse("2023-11-16T18:15:46Z");
    UsageEvent event = call("old").setOccurredAt(old).setObservedAt(old).build();

    ingest.raw.pipeInput(IngestHarness.key(event), ingest.bytes(event), old);
    ingest.send(call("new").build());
    ingest.raw.pipeInput(IngestHarness.key(event), ingest.bytes(event), old);

    assertThat(ingest.events()).extracting(UsageEvent::getEventId).containsExactly("old", "new");
  }

  @Test
  void shouldLetALateEventFlowOn() {
    ingest.send(call("e1").build());
    ingest.send(call("late").setOccurredAt(NOW.minus(Duration.ofHours(20))).build());

    assertThat(ingest.events()).hasSize(2);
  }

  @Test
  void shouldLetOnlyTheGrowthOfABucketFlowOn() {
    ingest.send(bucket("b", 2, 1000, 100).build());
    ingest.send(bucket("b", 3, 1500, 100).setObservedAt(NOW.plusSeconds(60)).build());

    List<UsageEvent> flowed = ingest.events();
    assertThat(flowed).extracting(UsageEvent::getEventId).containsExactly("b", "b~1");
    assertThat(flowed.get(1).getRequestCount()).isEqualTo(1);
    assertThat(flowed.get(1).getTokens()).isEqualTo(tokens(500, 0));
    assertThat(flowed.get(1).getCost()).isEqualTo(new Cost(75_000L, CostBasis.PRICED));
  }

  @Test
  void shouldTakeBackWhatARestatementTakesBack() {
    ingest.send(bucket("b", 10, 100_000, 1000).build());
    ingest.send(bucket("b", 8, 80_000, 800).setObservedAt(NOW.plusSeconds(60)).build());

    UsageEvent difference = ingest.events().get(1);
    assertThat(difference.getRequestCount()).isEqualTo(-2);
    assertThat(difference.getTokens()).isEqualTo(tokens(-20_000, -200));
    // -(20000 * 150 + 200 * 600)
    assertThat(difference.getCost().getAmountNanos()).isEqualTo(-3_120_000L);
  }

  @Test
  void shouldDropABucketThatSaysNothingNewOrIsOlder() {
    ingest.send(bucket("b", 2, 1000, 100).setObservedAt(NOW.plusSeconds(60)).build());
    ingest.send(bucket("again", 2, 1000, 100).setObservedAt(NOW.plusSeconds(120)).build());
    ingest.send(bucket("older", 1, 500, 50).setObservedAt(NOW.plusSeconds(90)).build());

    assertThat(ingest.events()).hasSize(1);
    assertThat(ingest.count("duplicates")).isEqualTo(2);
  }

  @Test
  void shouldKeepBucketsOfOtherModelsTiersAndRegionsApart() {
    ingest.send(bucket("b", 1, 10, 1).build());
    ingest.send(bucket("b", 1, 10, 1).setModel(null).build());
    ingest.send(bucket("b", 1, 10, 1).setModel("").build());
    ingest.send(bucket("b", 1, 10, 1).setServiceTier("batch").build());
    ingest.send(bucket("b", 1, 10, 1).setRegion("eu").build());
    ingest.send(bucket("b", 1, 10, 1).setFeed("other").build());

    assertThat(ingest.events()).hasSize(6);
  }

  @Test
  void shouldRememberABucketAsLongAsItIsReported() {
    ingest.send(bucket("b", 1, 10, 1).build());
    for (int week = 0; week < 12; week++) {
      ingest.pass(Duration.ofDays(20));
      ingest.send(bucket("b", 1, 10, 1).setObservedAt(NOW.plusSeconds(week)).build());
    }

    assertThat(ingest.events()).hasSize(1);
  }

  @Test
  void shouldSurviveAPriceBookThatFails() {
    try (IngestHarness broken =
        new IngestHarness(
            IngestConfig.defaults(),
            event -> {
              throw new IllegalStateException("price book is broken");
            })) {
      broken.send(call("e1").build());

      assertThat(broken.events())
          .extracting(UsageEvent::getCost)
          .containsExactly(new Cost(1100 * 180_000L, CostBasis.UNPRICED));
      assertThat(broken.count("price.faults")).isEqualTo(1);
      assertThat(broken.isBalanced()).isTrue();
    }
  }

  @Test
  void shouldBindAnEmptySectionToTheDefaults() {
    assertThat(ConfigJson.read(IngestConfig.class, "{}")).isEqualTo(IngestConfig.defaults());
  }
}
