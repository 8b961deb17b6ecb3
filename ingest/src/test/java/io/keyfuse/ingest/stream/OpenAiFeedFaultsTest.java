package io.keyfuse.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.feed.FeedEndpoint;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.feed.openai.OpenAiFeed;
import io.keyfuse.ingest.price.PriceBook;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.testkit.provider.Fault;
import io.keyfuse.testkit.provider.StandInClient;
import io.keyfuse.testkit.provider.StandInConfig;
import io.keyfuse.testkit.provider.StandInServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a provider does to its reports and to our requests, what is counted in the end is what
 * it reported in the end: growing, restated and late buckets, pages, refusals, resets, nonsense,
 * clocks that differ, instances that die.
 */
class OpenAiFeedFaultsTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final PriceBook PRICES = PriceBook.load(PriceConfig.defaults());
  private static final List<String> MODELS = List.of("gpt-4o", "gpt-5-mini");
  private static final int SEEDS = Integer.getInteger("keyfuse.feed.seeds", 25);
  private static final FeedSchedule SCHEDULE =
      new FeedSchedule(
          Duration.ofSeconds(60),
          Duration.ofMinutes(15),
          Duration.ofMinutes(10),
          Duration.ofHours(6));

  private static final HttpClient HTTP = FeedHttp.client();

  @TempDir Path folder;

  @Test
  void shouldEndWithTheProvidersOwnTotalsUnderAnyFaultSchedule() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (long seed = 0; seed < SEEDS; seed++) {
        long one = seed;
        runs.add(threads.submit(() -> new FaultRun(one).check(folder.resolve("" + one))));
      }
      for (Future<?> run : runs) {
        run.get(5, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** One schedule of faults. */
  private static final class FaultRun {
    private final long seed;
    private final Map<String, ObjectNode> reported = new TreeMap<>();
    private volatile Instant cloudNow = START;

    FaultRun(long seed) {
      this.seed = seed;
    }

    void check(Path folder) {
      StandInConfig config = StandInConfig.on(folder).withClock(() -> cloudNow);
      try (StandInServer cloud = StandInServer.start(config)) {
        FeedSite site = live(cloud.openAi(), new StandInClient(cloud.openAi()));

        assertThat(site.totals()).as("seed %d", seed).isEqualTo(oracle());
        assertThat(site.sweeps("done")).as("seed %d", seed).isGreaterThan(10);
      }
    }

    private FeedSite live(URI cloud, StandInClient client) {
      Random random = new Random(seed);
      Duration skew = Duration.ofSeconds(random.nextInt(240) - 120L);
      FeedSite site =
          new FeedSite(cloudNow.plus(skew), random, () -> feed(cloud, () -> cloudNow.plus(skew)));
      // History before the first sweep, so that the backfill has several pages.
      report(client, random, cloudNow.minus(Duration.ofHours(5)));
      for (int minute = 0; minute < 45; minute++) {
        report(client, random, cloudNow.minusSeconds(60L * random.nextInt(10)));
        disturb(client, site, random);
        cloudNow = cloudNow.plusSeconds(60);
        site.at(cloudNow.plus(skew));
        site.sweepIfDue();
      }
      client.calm();
      for (int minute = 0; minute < 20; minute++) {
        cloudNow = cloudNow.plusSeconds(60);
        site.at(cloudNow.plus(skew));
        site.sweepIfDue();
      }
      return site;
    }

    private static PullFeed feed(URI cloud, InstantSource clock) {
      FeedEndpoint endpoint =
          new FeedEndpoint(
              URI.create(cloud + "/v1"),
              Map.of("Authorization", "Bearer " + StandInConfig.OPENAI_ADMIN_KEY),
              Duration.ofSeconds(5));
      FeedHttp http = new FeedHttp(endpoint, clock, HTTP);
      var connection = new OpenAiFeed.Connection("main", http, "group_by", clock);
      return new OpenAiFeed(connection, "completions", SCHEDULE);
    }

    /** New rows, grown rows, and rows restated to 0.8 of what they were. */
    private void report(StandInClient client, Random random, Instant around) {
      List<ObjectNode> rows = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Instant start = Instant.ofEpochSecond(around.getEpochSecond() / 60 * 60);
        String key = "key_" + seed + "_" + random.nextInt(3);
        String model = MODELS.get(random.nextInt(MODELS.size()));
        String id = start + "|" + key + "|" + model;
        long before = reported.containsKey(id) ? reported.get(id).path("input").longValue() : 0;
        boolean restated = before > 0 && random.nextInt(3) == 0;
        long input = restated ? before * 8 / 10 : before + random.nextInt(50_000);
        ObjectNode row =
            JsonNodeFactory.instance
                .objectNode()
                .put("report", "completions")
                .put("start", start.toString())
                .put("key_id", key)
                .put("project", "proj_" + seed)
                .put("model", model)
                .put("requests", 1 + input / 1000)
                .put("input", input)
                .put("cached", input / 4)
                .put("output", input / 50);
        reported.put(id, row);
        rows.add(row);
      }
      client.report(rows);
    }

    private static void disturb(StandInClient client, FeedSite site, Random random) {
      switch (random.nextInt(9)) {
        case 0 -> client.plan(Fault.next(Fault.Kind.STATUS, 1).withStatus(429, random.nextInt(90)));
        case 1 ->
            client.plan(Fault.next(Fault.Kind.STATUS, 1 + random.nextInt(3)).withStatus(500, -1));
        case 2 -> client.plan(Fault.next(Fault.Kind.RESET, 1));
        case 3 -> client.plan(Fault.next(Fault.Kind.WRONG_JSON, 1));
        case 4 -> site.failNextCommit();
        case 5 -> site.die();
        default -> {}
      }
    }

    private Map<String, List<Long>> oracle() {
      Map<String, List<Long>> totals = new TreeMap<>();
      for (ObjectNode row : reported.values()) {
        UsageEvent event = priced(row);
        String key =
            "openai:"
                + row.path("project").textValue()
                + ":"
                + row.path("key_id").textValue()
                + " "
                + event.getModel();
        List<Long> numbers =
            List.of(
                event.getRequestCount(),
                event.getTokens().getInput(),
                event.getTokens().getOutput(),
                PRICES.price(event).getAmountNanos());
        totals.merge(key, numbers, FeedSite::sum);
      }
      return totals;
    }

    private static UsageEvent priced(ObjectNode row) {
      Instant start = Instant.parse(row.path("start").textValue());
      return UsageEvent.newBuilder()
          .setEventId("oracle")
          .setOccurredAt(start)
          .setObservedAt(start)
          .setSource(UsageSource.PROVIDER_USAGE)
          .setCredential(new Credential("openai", "p", "k"))
          .setModel(row.path("model").textValue())
          .setOperation("chat")
          .setRequestCount(row.path("requests").longValue())
          .setTokens(
              TokenCounts.newBuilder()
                  .setInput(row.path("input").longValue())
                  .setCachedRead(row.path("cached").longValue())
                  .setOutput(row.path("output").longValue())
                  .build())
          .build();
    }
  }
}
