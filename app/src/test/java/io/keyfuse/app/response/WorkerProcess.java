package io.keyfuse.app.response;

import io.keyfuse.alerting.execute.CommandClients;
import io.keyfuse.alerting.execute.CommandWorker;
import io.keyfuse.alerting.execute.CommandWorkerConfig;
import io.keyfuse.alerting.execute.CommandWorkerParts;
import io.keyfuse.alerting.execute.CrashPoint;
import io.keyfuse.alerting.execute.CrashPoints;
import io.keyfuse.alerting.execute.provider.AnthropicExecutor;
import io.keyfuse.alerting.execute.provider.ProviderConfig;
import io.keyfuse.alerting.sign.SigningConfig;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.stream.gate.GatedConsumers;
import io.keyfuse.schemas.stream.gate.SchemaAnswers;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.testkit.provider.StandInConfig;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A command worker in a process of its own: {@code BOOTSTRAP ANTHROPIC_URL PUBLIC_KEY INSTANCE
 * [CRASH_POINT]}. Halts as kill -9 does when the command named after the crash point reaches it.
 */
final class WorkerProcess {
  static final int HALTED = 137;

  private WorkerProcess() {}

  /** Both sides register in this order, so that ids agree without a server. */
  static TopicSerdes serdes() {
    return new TopicSerdes(registry(), true);
  }

  private static SchemaAnswers registry() {
    InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    registry.register(Topics.COMMANDS.name() + "-value", KillSwitchCommand.getClassSchema());
    registry.register(Topics.OUTCOMES.name() + "-value", CommandOutcome.getClassSchema());
    return new SchemaAnswers(registry, InstantSource.system());
  }

  public static void main(String[] args) throws IOException {
    String crash = args.length > 4 ? args[4] : "";
    CrashPoints hook =
        (point, command) -> {
          if (point.name().equals(crash) && command.getCommandId().equals(id(point))) {
            Runtime.getRuntime().halt(HALTED);
          }
        };
    CommandWorker worker = worker(args, hook);
    Thread thread = new Thread(worker, "worker");
    thread.start();
    while (System.in.read() >= 0) {
      // Only the end of the input counts.
    }
    worker.close();
  }

  static String id(CrashPoint point) {
    return "command-" + point;
  }

  private static CommandWorker worker(String[] args, CrashPoints hook) {
    ProviderConfig provider = ProviderConfig.at(URI.create(args[1]), new SecretRef("UNUSED", null));
    CommandWorkerParts parts =
        new CommandWorkerParts(
            Map.of("anthropic", new AnthropicExecutor(provider, StandInConfig.ANTHROPIC_ADMIN_KEY)),
            List.of(),
            new SigningConfig(null, Path.of(args[2]), List.of()).verifier("signing"),
            serdes(),
            InstantSource.system(),
            new SimpleMeterRegistry(),
            hook);
    CommandWorkerConfig config = CommandWorkerConfig.defaults();
    Map<String, Object> connection = Map.of("bootstrap.servers", args[0]);
    return new CommandWorker(
        config,
        parts,
        new CommandClients(
            connection, new GatedConsumers(registry(), InstantSource.system()), config, args[3]));
  }
}
