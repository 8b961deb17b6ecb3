package io.keyfuse.app.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/** Settings of one Kafka broker in a container, and whether there is an engine to run it. */
final class KafkaNode {
  static final String IMAGE = "apache/kafka:4.3.1";

  private KafkaNode() {}

  /**
   * Returns the variables of a node with a listener for neighbours and one for this host.
   *
   * @param inside host name under which neighbours find it
   * @param hostPort port of this host that leads to the node's port 29092
   * @param protocol what the listener for this host speaks
   */
  static Map<String, String> settings(String inside, int hostPort, String protocol) {
    Map<String, String> env = new HashMap<>();
    env.put("KAFKA_NODE_ID", "1");
    env.put("KAFKA_PROCESS_ROLES", "broker,controller");
    env.put("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093");
    env.put("KAFKA_LISTENERS", "INSIDE://:9092,CONTROLLER://:9093,OUTSIDE://:29092");
    env.put(
        "KAFKA_ADVERTISED_LISTENERS",
        "INSIDE://" + inside + ":9092,OUTSIDE://127.0.0.1:" + hostPort);
    env.put(
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
        "INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT,OUTSIDE:" + protocol);
    env.put("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
    env.put("KAFKA_INTER_BROKER_LISTENER_NAME", "INSIDE");
    env.put("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1");
    env.put("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1");
    env.put("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
    env.put("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    return env;
  }

  /** Skips the test where no container can run. */
  static void assumeEngine() {
    assumeTrue(
        "ready".equals(System.getenv("KEYFUSE_CONTAINERS")) || hasEngine(),
        "no container engine here: the container test is skipped");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean hasEngine() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
