package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.app.Platform;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.registry.EmbeddedRegistry;
import io.keyfuse.app.registry.EmbeddedRegistryConfig;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.testkit.provider.StandInClient;
import io.keyfuse.testkit.provider.StandInConfig;
import io.keyfuse.testkit.provider.StandInServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that share the pull feeds of two providers on a real broker. */
class FeedWorkerIT {
  private static final Set<Role> ROLES = EnumSet.of(Role.INGEST, Role.DETECT);
  private static final List<String> FEEDS =
      List.of("oa/completions", "oa/inventory", "an/usage", "an/inventory");
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;

  private EmbeddedBroker broker;
  private EmbeddedRegistry registry;
  private StandInServer clouds;
  private Map<String, Object> kafka;
  private Instances instances;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    registry = new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), kafka);
    registry.start();
    clouds = StandInServer.start(StandInConfig.on(folder.resolve("clouds")));
    instances = new Instances(folder, registry.url());
  }

  @AfterEach
  void stop() throws Exception {
    clouds.close();
    registry.close();
    broker.close();
  }

  @Test
  void shouldRunEachFeedOnceAndGoOnFromTheMarkWhereAnInstanceIsGone() {
    Instant minute = Instant.now().minus(Duration.ofMinutes(12)).truncatedTo(ChronoUnit.MINUTES);
    report(clouds.openAi(), row("completions", minute, "key_1", 1_000));
    report(clouds.anthropic(), row("usage", minute, "apikey_1", 2_000));
    Platform first = instances.start("one", ROLES, kafka, feeds());
    try (Platform second = instances.start("two", ROLES, kafka, feeds())) {
      awaitInput(second, minute, Map.of("openai:p:key_1", 1_000L, "anthropic:p:apikey_1", 2_000L));
      awaitShared(first, second);
      first.close();
      report(clouds.openAi(), row("completions", minute, "key_1", 1_500));
      report(clouds.anthropic(), row("usage", minute, "apikey_1", 2_500));

      awaitInput(second, minute, Map.of("openai:p:key_1", 1_500L, "anthropic:p:apikey_1", 2_500L));
      Awaitility.await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(FEEDS).allMatch(feed -> sweeps(second, feed, "done") > 0));
      assertThat(marks(second)).containsKeys(FEEDS.toArray(String[]::new));
    } finally {
      first.close();
    }
  }

  @Test
  void shouldSayThatACredentialIsRefusedAndGoOnWithTheOthers() {
    Map<String, String> more = feeds();
    more.put("BAD_KEY", "sk-admin-wrong");
    more.put(
        "KEYFUSE__INGEST__FEEDS__OPENAI",
        "["
            + connection("oa", clouds.openAi() + "/v1", "completions", "OA_KEY")
            + ","
            + connection("bad", clouds.openAi() + "/v1", "completions", "BAD_KEY")
            + "]");
    try (Platform only = instances.start("one", ROLES, kafka, more)) {
      Awaitility.await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                assertThat(sweeps(only, "bad/completions", "login_refused")).isPositive();
                assertThat(sweeps(only, "oa/completions", "done")).isGreaterThan(1);
                assertThat(sweeps(only, "an/usage", "done")).isGreaterThan(1);
              });
      assertThat(sweeps(only, "bad/completions", "done")).isZero();
      assertThat(marks(only)).doesNotContainKey("bad/completions");
      Awaitility.await().atMost(LONG).until(only::isReady);
    }
  }

  @Test
  void shouldNotStartWithoutACredential() {
    Map<String, String> more = feeds();
    more.remove("AN_KEY");

    assertThatThrownBy(() -> instances.start("one", ROLES, kafka, more))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.feeds.anthropic[an].credential")
        .hasMessageContaining("AN_KEY");
  }

  /** Waits until the newest version of each key's minute says what its provider reported. */
  private void awaitInput(Platform reader, Instant minute, Map<String, Long> wanted) {
    Awaitility.await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(input(reader, minute)).isEqualTo(wanted));
  }

  private Map<String, Long> input(Platform reader, Instant minute) {
    Map<String, SpendWindow> newest = new HashMap<>();
    for (SpendWindow window : Instances.all(kafka, Topics.SPEND, reader.serdes())) {
      if (window.getWindowStart().equals(minute) && window.getWidthMs() == 60_000L) {
        newest.merge(
            CredentialId.of(window.getCredential()),
            window,
            (a, b) -> a.getRevision() >= b.getRevision() ? a : b);
      }
    }
    Map<String, Long> input = new HashMap<>();
    newest.forEach((key, window) -> input.put(key, window.getProvider().getInputTokens()));
    return input;
  }

  /** Waits until every feed sweeps at one of the two, and at that one only. */
  private static void awaitShared(Platform first, Platform second) {
    Awaitility.await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              for (String feed : FEEDS) {
                boolean here = hasWatermark(first, feed);
                assertThat(hasWatermark(second, feed)).as(feed).isNotEqualTo(here);
              }
            });
  }

  private static boolean hasWatermark(Platform instance, String feed) {
    return instance.metrics().find("keyfuse.feed.watermark.age.seconds").tag("name", feed).gauge()
        != null;
  }

  private static double sweeps(Platform instance, String feed, String result) {
    return instance
        .metrics()
        .find("keyfuse.feed.sweeps")
        .tags("name", feed, "result", result)
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private Map<String, ContextEvent> marks(Platform reader) {
    Map<String, ContextEvent> marks = new HashMap<>();
    for (ContextEvent event : Instances.all(kafka, Topics.CONTEXT, reader.serdes())) {
      if (event.getScope().startsWith("feed/")) {
        marks.put(event.getScope().substring("feed/".length()), event);
      }
    }
    return marks;
  }

  private Map<String, String> feeds() {
    Map<String, String> environment = new HashMap<>();
    environment.put("OA_KEY", StandInConfig.OPENAI_ADMIN_KEY);
    environment.put("AN_KEY", StandInConfig.ANTHROPIC_ADMIN_KEY);
    environment.put(
        "KEYFUSE__INGEST__FEEDS__OPENAI",
        "[" + connection("oa", clouds.openAi() + "/v1", "completions", "OA_KEY") + "]");
    environment.put(
        "KEYFUSE__INGEST__FEEDS__ANTHROPIC",
        "[" + connection("an", clouds.anthropic().toString(), "usage", "AN_KEY") + "]");
    return environment;
  }

  private static String connection(String name, String url, String report, String variable) {
    return String.format(
        "{\"name\":\"%s\",\"base_url\":\"%s\",\"reports\":[\"%s\"],\"credential\":{\"env\":\"%s\"},"
            + "\"schedule\":{\"interval\":\"1s\",\"lookback\":\"30m\"}}",
        name, url, report, variable);
  }

  private static void report(URI cloud, ObjectNode row) {
    new StandInClient(cloud).report(List.of(row));
  }

  private static ObjectNode row(String report, Instant start, String key, long input) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("report", report)
        .put("start", start.toString())
        .put("key_id", key)
        .put("project", "p")
        .put("model", report.equals("usage") ? "claude-sonnet-4-5" : "gpt-4o")
        .put("requests", 3)
        .put("input", input)
        .put("output", 100);
  }
}
