package io.keyfuse.app;

import io.keyfuse.alerting.execute.CommandClients;
import io.keyfuse.alerting.execute.CommandWorker;
import io.keyfuse.alerting.execute.CommandWorkerConfig;
import io.keyfuse.alerting.execute.CommandWorkerParts;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.alerting.execute.provider.ExecutorFactory;
import io.keyfuse.alerting.execute.provider.ExecutorsConfig;
import io.keyfuse.alerting.notify.AlertWorker;
import io.keyfuse.alerting.notify.KafkaAlertClients;
import io.keyfuse.alerting.notify.NotifyConfig;
import io.keyfuse.app.config.AppConfig;
import io.micrometer.core.instrument.Counter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** The respond role's threads off the streams: executors and notification. */
final class ResponseWorkers {
  private final Platform.Shared shared;
  private final AppConfig config;
  private final Closing closing;
  private final InstantSource clock = InstantSource.system();

  ResponseWorkers(Platform.Shared shared, Closing closing) {
    this.shared = shared;
    this.config = shared.config();
    this.closing = closing;
  }

  /** Starts the executors of the enabled providers and a thread per webhook. */
  void start() {
    notification();
    executors();
  }

  private void notification() {
    NotifyConfig notify = config.response().notification();
    AlertWorker worker =
        closing.with(
            new AlertWorker(
                new KafkaAlertClients(config.clientProperties(), shared.consumers()),
                shared.serdes(),
                notify,
                notify.resolve("response.notification", shared.environment()),
                new AlertWorker.Meters(shared.metrics(), clock)));
    worker.start();
    shared.health().add("notification", worker::isRunning);
  }

  private void executors() {
    CommandWorkerParts parts = parts();
    CommandWorkerConfig worker = config.executors().worker();
    CommandClients clients =
        new CommandClients(config.clientProperties(), shared.consumers(), worker, instance());
    Counter restarts =
        Counter.builder("keyfuse.app.executor.restarts")
            .description("Command workers that ended with an error and were started anew")
            .register(shared.metrics());
    Supervised<CommandWorker> supervised =
        closing.with(
            new Supervised<>(
                "executor", () -> new CommandWorker(worker, parts, clients), restarts::increment));
    supervised.start();
    shared.health().add("executor", supervised::isAlive);
  }

  private CommandWorkerParts parts() {
    ExecutorsConfig executors = config.executors();
    Map<String, String> adminKeys = executors.resolveAdminKeys("executors", shared.environment());
    Map<String, KeyExecutor> byProvider =
        new ExecutorFactory(executors, adminKeys, clock).executors("executors");
    return new CommandWorkerParts(
        byProvider,
        config.response().protectedKeys(),
        config.response().signing().verifier("response.signing"),
        shared.serdes(),
        clock,
        shared.metrics(),
        shared.crashPoints());
  }

  /** Unique among running instances and the same after a restart: host and state folder. */
  private String instance() {
    Path state = config.streams().stateDir().toAbsolutePath().normalize();
    return host() + "-" + Integer.toHexString(state.toString().hashCode());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unnamed-host";
    }
  }
}
