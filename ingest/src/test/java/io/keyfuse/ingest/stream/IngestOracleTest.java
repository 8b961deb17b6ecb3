package io.keyfuse.ingest.stream;

import static io.keyfuse.ingest.UsageEvents.NOW;
import static io.keyfuse.ingest.UsageEvents.bucket;
import static io.keyfuse.ingest.UsageEvents.call;
import static io.keyfuse.ingest.UsageEvents.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.IngestConfig;
import io.keyfuse.ingest.price.PriceBook;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the order and the repeats, what flows on adds up to what was really used. */
class IngestOracleTest {
  private static final PriceBook PRICES = PriceBook.load(PriceConfig.defaults());
  private static final String[] MODELS = {"gpt-4o-mini", "gpt-4o", "gpt-5.5", "unheard-of"};

  private record Totals(long requests, long input, long output, long nanos) {
    static final Totals NONE = new Totals(0, 0, 0, 0);

    Totals plus(UsageEvent event, long cost) {
      return new Totals(
          requests + event.getRequestCount(),
          input + event.getTokens().getInput(),
          output + event.getTokens().getOutput(),
          nanos + cost);
    }
  }

  private final List<UsageEvent> sent = new ArrayList<>();
  private Totals expected = Totals.NONE;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldCountEverythingOnce(long seed) {
    Random random = new Random(seed);
    calls(random, 400);
    buckets(random, 60);
    repeatOneInTen(random);
    Collections.shuffle(sent, random);

    try (IngestHarness ingest = new IngestHarness(IngestConfig.defaults(), PRICES)) {
      for (UsageEvent event : sent) {
        ingest.send(event);
        ingest.pass(Duration.ofMillis(random.nextInt(20_000)));
      }
      Totals counted = Totals.NONE;
      for (UsageEvent event : ingest.events()) {
        counted = counted.plus(event, event.getCost().getAmountNanos());
      }

      assertThat(counted).as("seed %d", seed).isEqualTo(expected);
      assertThat(ingest.count("received")).isEqualTo(sent.size());
      assertThat(ingest.isBalanced()).isTrue();
    }
  }

  private void calls(Random random, int count) {
    for (int i = 0; i < count; i++) {
      UsageEvent event =
          call("call-" + i)
              .setCredential(credential(random))
              .setModel(MODELS[random.nextInt(MODELS.length)])
              .setOccurredAt(NOW.minusSeconds(random.nextInt(86_400)))
              .setTokens(tokens(random.nextInt(300_000), random.nextInt(5_000)))
              .build();
      sent.add(event);
      expected = expected.plus(event, PRICES.price(event).getAmountNanos());
    }
  }

  // A bucket grows over several versions, and some are restated to 0.8 of their size at the end.
  private void buckets(Random random, int count) {
    for (int i = 0; i < count; i++) {
      Instant start = NOW.minusSeconds(60L * random.nextInt(1_000));
      Credential credential = new Credential("openai", "proj_a", "key_" + i);
      long input = 0;
      UsageEvent last = null;
      int versions = 1 + random.nextInt(5);
      for (int version = 0; version < versions; version++) {
        boolean restated = version == versions - 1 && random.nextBoolean();
        input = restated ? input * 8 / 10 : input + random.nextInt(1_000_000);
        last =
            bucket("bucket-" + i, version + 1, input, input / 50)
                .setCredential(credential)
                .setModel(MODELS[i % MODELS.length])
                .setBucket(new Bucket(start, 60_000L))
                .setOccurredAt(start)
                .setObservedAt(start.plusSeconds(60L * version))
                .build();
        sent.add(last);
      }
      if (last != null) {
        expected = expected.plus(last, PRICES.price(last).getAmountNanos());
      }
    }
  }

  private void repeatOneInTen(Random random) {
    List<UsageEvent> repeats = new ArrayList<>();
    for (UsageEvent event : sent) {
      if (random.nextInt(10) == 0) {
        repeats.add(event);
      }
    }
    sent.addAll(repeats);
  }

  private static Credential credential(Random random) {
    return new Credential("openai", "proj_a", "key_" + random.nextInt(20));
  }
}
