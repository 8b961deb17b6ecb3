package io.keyfuse.app.registry;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;

/**
 * The embedded schema registry.
 *
 * @param host address to listen on; the registry has no login, so loopback unless a network is
 *     trusted
 * @param port port to listen on, 0 for any free one
 * @param topic compacted topic that keeps the schemas
 * @param maxBodyBytes longest request body
 * @param timeout longest wait for one Kafka operation
 */
@Doc("The embedded schema registry.")
public record EmbeddedRegistryConfig(
    @Doc("Address to listen on; default 127.0.0.1. There is no login.") String host,
    @Doc("Port to listen on; default 0, any free one.") int port,
    @Doc("Compacted topic that keeps the schemas; default keyfuse.schemas.") String topic,
    @Doc("Longest request body in bytes; default 1 MiB.") int maxBodyBytes,
    @Doc("Longest wait for one Kafka operation; default 30 s.") Duration timeout) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String TOPIC = "keyfuse.schemas";
  private static final int MAX_BODY_BYTES = 1 << 20;

  /** Puts defaults for what is left out and checks the rest. */
  public EmbeddedRegistryConfig {
    host = host == null ? LOOPBACK : host;
    topic = topic == null ? TOPIC : topic;
    maxBodyBytes = maxBodyBytes == 0 ? MAX_BODY_BYTES : maxBodyBytes;
    timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
    if (host.isBlank()) {
      throw new ConfigException("embedded_registry.host", "is empty; give an address or omit it");
    }
    if (port < 0 || port > 65_535) {
      throw new ConfigException("embedded_registry.port", "is " + port + "; give 0 to 65535");
    }
    if (!topic.matches("[a-zA-Z0-9._-]{1,249}")) {
      throw new ConfigException("embedded_registry.topic", "is not a legal topic name");
    }
    if (maxBodyBytes < 1_024) {
      throw new ConfigException("embedded_registry.max_body_bytes", "give at least 1024");
    }
    if (timeout.toMillis() < 1_000) {
      throw new ConfigException("embedded_registry.timeout", "give at least 1 s");
    }
  }

  /** Returns loopback, any free port, topic {@code keyfuse.schemas}. */
  public static EmbeddedRegistryConfig defaults() {
    return new EmbeddedRegistryConfig(LOOPBACK, 0, TOPIC, MAX_BODY_BYTES, Duration.ofSeconds(30));
  }
}
