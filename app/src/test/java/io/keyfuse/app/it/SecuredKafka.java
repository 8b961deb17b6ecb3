package io.keyfuse.app.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Kafka in a container that asks everybody outside for a login and enforces ACLs. */
final class SecuredKafka implements AutoCloseable {
  static final String ADMIN = "admin";
  private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
  private static final long SCRIPT_TIMEOUT_MIN = 10;

  private final GenericContainer<?> container;
  private final String bootstrapServers;

  private SecuredKafka(GenericContainer<?> container, String bootstrapServers) {
    this.container = container;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker that knows the users and the admin, who alone may do everything. */
  static SecuredKafka start(List<String> users) throws IOException {
    int port = KafkaNode.freePort();
    GenericContainer<?> container =
        new GenericContainer<>(KafkaNode.IMAGE)
            .withImagePullPolicy(image -> false)
            .withEnv(settings(port, users))
            .waitingFor(
                Wait.forLogMessage(".*Kafka Server started.*", 1)
                    .withStartupTimeout(Duration.ofMinutes(3)));
    container.setPortBindings(List.of("127.0.0.1:" + port + ":29092"));
    container.start();
    return new SecuredKafka(container, "127.0.0.1:" + port);
  }

  /** Returns client settings of a user. */
  Map<String, Object> as(String user) {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "%s required username=\"%s\" password=\"%s\";".formatted(LOGIN, user, password(user)));
  }

  /** Runs deploy/acls/acls.sh as the admin, with Kafka's own tool; returns what it printed. */
  String grant(Path folder) throws IOException, InterruptedException {
    Path admin = folder.resolve("admin.properties");
    Files.writeString(
        admin,
        as(ADMIN).entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining("", "", "default.api.timeout.ms=120000\n")));
    Path printed = folder.resolve("acls.out");
    ProcessBuilder script =
        new ProcessBuilder("bash", Path.of("..", "deploy", "acls", "acls.sh").toString())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    script.environment().put("BOOTSTRAP", bootstrapServers);
    script.environment().put("ADMIN_CONFIG", admin.toString());
    script.environment().put("KAFKA_ACLS", tool(folder).toString());
    Process process = script.start();
    if (!process.waitFor(SCRIPT_TIMEOUT_MIN, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    String text = Files.readString(printed);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("acls.sh failed: " + text);
    }
    return text;
  }

  @Override
  public void close() {
    container.close();
  }

  /** Stands in for bin/kafka-acls.sh, which the image need not have. */
  private static Path tool(Path folder) throws IOException {
    Path tool = folder.resolve("kafka-acls.sh");
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Files.writeString(
        tool,
        """
        #!/bin/sh
        exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' \
        org.apache.kafka.tools.AclCommand "$@"
        """
            .formatted(System.getProperty("java.home"), path));
    if (!tool.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + tool + " executable");
    }
    return tool;
  }

  private static Map<String, String> settings(int port, List<String> users) {
    Map<String, String> env = KafkaNode.settings("localhost", port, "SASL_PLAINTEXT");
    env.put("KAFKA_SASL_ENABLED_MECHANISMS", "PLAIN");
    env.put("KAFKA_LISTENER_NAME_OUTSIDE_PLAIN_SASL_JAAS_CONFIG", logins(users));
    env.put(
        "KAFKA_AUTHORIZER_CLASS_NAME", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // Only the broker itself connects without a login: its ports are not published.
    env.put("KAFKA_SUPER_USERS", "User:" + ADMIN + ";User:ANONYMOUS");
    env.put("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    return env;
  }

  private static String logins(List<String> users) {
    StringBuilder logins = new StringBuilder(LOGIN + " required");
    logins.append(" user_%s=\"%s\"".formatted(ADMIN, password(ADMIN)));
    users.forEach(user -> logins.append(" user_%s=\"%s\"".formatted(user, password(user))));
    return logins.append(';').toString();
  }

  private static String password(String user) {
    return user + "-password";
  }
}
