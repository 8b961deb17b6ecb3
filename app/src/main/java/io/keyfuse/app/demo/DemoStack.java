package io.keyfuse.app.demo;

import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.Closing;
import io.keyfuse.app.Platform;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.registry.EmbeddedRegistry;
import io.keyfuse.app.registry.EmbeddedRegistryConfig;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.testkit.provider.StandInConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * All that the demo runs on, under one folder: Kafka, registry and Keyfuse in this process, the
 * stand-ins in a child. Closed in reverse order.
 */
public final class DemoStack implements AutoCloseable {
  private static final String INGEST_TOKEN = "DEMO_INGEST_TOKEN";
  private static final String CONSOLE_TOKEN = "DEMO_CONSOLE_TOKEN";

  private final Closing closing = new Closing();
  private final Map<String, String> environment = new HashMap<>();
  private final Path folder;
  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;

  private DemoStack(Path folder) {
    this.folder = folder;
    this.broker = closing.with(EmbeddedBroker.start(folder.resolve("kafka")));
    this.registry = closing.with(new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), kafka()));
  }

  /** Starts Kafka and the registry; the rest follows by {@link #platform}. */
  public static DemoStack start(Path folder) {
    DemoStack stack = new DemoStack(folder);
    try {
      stack.registry.start();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** Returns where subscribers find Kafka. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Returns where subscribers find the schemas. */
  public URI registryUrl() {
    return registry.url();
  }

  /** Returns the token of the console's API; shown to the person who runs the demo. */
  public String consoleToken() {
    return environment.getOrDefault(CONSOLE_TOKEN, "");
  }

  /** Starts the stand-ins and Keyfuse with every role. */
  public Running platform(Map<String, String> overrides) {
    StandInUrls standIns =
        closing.with(StandInChild.start(made(folder.resolve("stand-ins")))).urls();
    secrets();
    addresses(standIns);
    environment.putAll(overrides);
    Platform platform =
        closing.with(
            Platform.start(
                AppConfig.parse(yaml(), environment),
                EnumSet.allOf(Role.class),
                environment,
                HoldingCrashPoint.from(System.getenv())));
    return new Running(platform, standIns);
  }

  /**
   * Keyfuse and the clouds it acts on.
   *
   * @param platform the instance
   * @param standIns where the stand-ins listen
   */
  public record Running(Platform platform, StandInUrls standIns) {}

  /** Returns the doors for {@link DemoRun}. */
  public DemoIntake intake(Running running) {
    KafkaProducer<String, ContextEvent> producer =
        closing.with(
            new KafkaProducer<>(
                kafka(),
                new StringSerializer(),
                running.platform().serdes().value(Topics.CONTEXT).serializer()));
    return new DemoIntake(
        running.platform().api(),
        environment.getOrDefault(INGEST_TOKEN, ""),
        event -> send(producer, event),
        () -> duplicates(running.platform()));
  }

  /** Returns how the demo subscribes. */
  public DemoTopics topics(Running running) {
    return new DemoTopics(kafka(), running.platform().serdes());
  }

  @Override
  public void close() {
    closing.close();
  }

  private static void send(KafkaProducer<String, ContextEvent> producer, ContextEvent event) {
    try {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.CONTEXT.name(), CredentialId.of(event.getCredential()), event))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take the inventory", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the inventory was written", e);
    }
  }

  private static long duplicates(Platform platform) {
    return platform
        .metrics()
        .find("keyfuse.ingest.records")
        .tag("result", "duplicate")
        .counters()
        .stream()
        .mapToLong(counter -> (long) counter.count())
        .sum();
  }

  private Map<String, Object> kafka() {
    return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private void secrets() {
    environment.put(INGEST_TOKEN, random());
    environment.put(CONSOLE_TOKEN, random());
    environment.put("DEMO_OPENAI_ADMIN_KEY", StandInConfig.OPENAI_ADMIN_KEY);
    environment.put("DEMO_ANTHROPIC_ADMIN_KEY", StandInConfig.ANTHROPIC_ADMIN_KEY);
    environment.put("DEMO_LITELLM_MASTER_KEY", StandInConfig.LITELLM_MASTER_KEY);
    Path signing = folder.resolve("signing");
    if (!Files.exists(signing)) {
      try {
        SigningKeys.generate().write(made(signing));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the signing keys to " + signing, e);
      }
    }
    set("RESPONSE__SIGNING__PRIVATE_KEY__FILE", signing.resolve(SigningKeys.PRIVATE_FILE));
    set("RESPONSE__SIGNING__PUBLIC_KEY", signing.resolve(SigningKeys.PUBLIC_FILE));
  }

  private void addresses(StandInUrls standIns) {
    set("KAFKA__BOOTSTRAP_SERVERS", broker.bootstrapServers());
    set("REGISTRY__URLS", "[\"" + registry.url() + "\"]");
    set("STREAMS__STATE_DIR", folder.resolve("state"));
    DemoFeeds.of(standIns).forEach((path, list) -> set("INGEST__FEEDS__" + path, list));
    set("EXECUTORS__OPENAI__BASE_URL", standIns.openai() + "/v1");
    set("EXECUTORS__ANTHROPIC__BASE_URL", standIns.anthropic());
    set("EXECUTORS__LITELLM__BASE_URL", standIns.litellm());
  }

  private void set(String path, Object value) {
    environment.put("KEYFUSE__" + path, value.toString());
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String yaml() {
    try (InputStream in = DemoStack.class.getResourceAsStream("/demo.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
