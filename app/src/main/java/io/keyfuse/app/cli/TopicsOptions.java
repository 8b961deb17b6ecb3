package io.keyfuse.app.cli;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.topic.TopicAdministration;
import io.keyfuse.app.topic.TopicAllowance;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Option;

/** What planning and applying have in common. */
final class TopicsOptions {
  private static final int CALL_MS = 20_000;
  private static final int REQUEST_MS = 10_000;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "YAML configuration; its sections kafka, topics and streams are used.")
  private Path config;

  @Option(
      names = "--allow-data-loss",
      description = {
        "Allow a shorter retention, another cleanup.policy and fewer min.insync.replicas.",
        "Breaks: Kafka deletes records that are kept today, or acknowledges writes that the",
        "loss of one broker can undo. Deleted records do not come back."
      })
  private boolean dataLoss;

  @Option(
      names = "--allow-repartition",
      description = {
        "Allow more partitions for topics that place keys; all keyed by credential together.",
        "Breaks: many keys move to another partition. Their history stays on the old one, the",
        "order of a key's records is lost there, and baselines, duplicates, open incidents and",
        "epochs start anew; executors refuse commands of a key that they remember with a higher",
        "epoch until executors.worker.memory (7d) is over. Refused while an instance runs or",
        "state is kept."
      })
  private boolean repartition;

  /** Calls the cluster with a client that is closed afterwards. */
  <T> T on(Function<TopicAdministration, T> work) {
    AppConfig settings = AppConfig.load(config, System.getenv());
    Map<String, Object> client = settings.clientProperties();
    client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MS);
    client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
    try (Admin admin = Admin.create(client)) {
      return work.apply(
          new TopicAdministration(admin, settings, new TopicAllowance(dataLoss, repartition)));
    }
  }
}
