package io.keyfuse.app;

import io.javalin.config.JavalinConfig;
import io.keyfuse.alerting.sign.CommandSigner;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.http.HttpServer;
import io.keyfuse.app.http.HttpServer.Listener;
import io.keyfuse.app.stream.GatedStreamsClients;
import io.keyfuse.app.stream.KeyfuseTopology;
import io.keyfuse.app.stream.StreamsProperties;
import io.keyfuse.app.stream.StreamsRunner;
import io.keyfuse.app.stream.TopologyFactory;
import io.keyfuse.console.http.ConsoleRoutes;
import io.keyfuse.console.model.ReadModel;
import io.keyfuse.console.read.ReadModelWorker;
import io.keyfuse.console.read.ReadSource;
import io.keyfuse.ingest.http.AccessToken;
import io.keyfuse.ingest.http.HttpIntakeConfig;
import io.keyfuse.ingest.http.IntakeDoor;
import io.keyfuse.ingest.stream.KafkaUsagePublisher;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Starts what each role needs, in the order in which the parts depend on each other. */
final class RoleStart {
  private final Platform.Shared shared;
  private final AppConfig config;
  private final Set<Role> roles;
  private final Closing closing;
  private final InstantSource clock = InstantSource.system();

  RoleStart(Platform.Shared shared, Set<Role> roles, Closing closing) {
    this.shared = shared;
    this.config = shared.config();
    this.roles = roles;
    this.closing = closing;
  }

  /** Starts the streams client and the response workers, where the roles ask for them. */
  void workers() {
    if (roles.contains(Role.RESPOND)) {
      new ResponseWorkers(shared, closing).start();
    }
    if (roles.contains(Role.INGEST)) {
      new FeedStart(shared, closing).start();
    }
    if (KeyfuseTopology.neededBy(roles)) {
      Properties properties =
          StreamsProperties.of(config.streams(), roles, config.kafka(), shared.metrics());
      TopologyFactory factory = new TopologyFactory(config, shared.serdes(), shared.metrics());
      StreamsRunner runner =
          closing.with(
              new StreamsRunner(
                  factory.signedBy(signer()).build(roles, properties),
                  properties,
                  new GatedStreamsClients(shared.consumers()),
                  shared.metrics()));
      shared.health().add("streams", runner::isRunning);
    }
  }

  /** Returns true when one of the roles serves HTTP. */
  boolean needsHttp() {
    return roles.contains(Role.INGEST) || roles.contains(Role.CONSOLE);
  }

  /** Starts the listener of the intake and the console. */
  HttpServer http() {
    List<Consumer<JavalinConfig>> routes = new ArrayList<>();
    if (roles.contains(Role.INGEST)) {
      routes.addAll(intake());
    }
    if (roles.contains(Role.CONSOLE)) {
      routes.add(console()::register);
    }
    var server = config.server();
    return HttpServer.start(
        "server",
        new Listener("keyfuse-http", server.host(), server.port(), server.maxThreads()),
        routes);
  }

  /** A detect role alone never issues a command, so it needs no key. */
  private CommandSigner signer() {
    return roles.contains(Role.RESPOND)
        ? config.response().signing().signer("response.signing", shared.environment())
        : (payload, body) -> {
          throw new IllegalStateException("the detect role signs nothing");
        };
  }

  private List<Consumer<JavalinConfig>> intake() {
    HttpIntakeConfig intake = config.ingest().http();
    Map<String, Object> settings = config.clientProperties();
    settings.putAll(KafkaUsagePublisher.producerSettings(intake));
    KafkaProducer<String, UsageEvent> producer =
        closing.with(
            new KafkaProducer<>(
                settings,
                new StringSerializer(),
                shared.serdes().value(Topics.USAGE).serializer()));
    IntakeDoor door =
        new IntakeDoor(
            intake,
            intake.tokens().stream().map(this::accessToken).toList(),
            new KafkaUsagePublisher(producer, Topics.USAGE.name(), intake),
            shared.metrics());
    return IntakeRoutes.behind(door, config.ingest(), clock);
  }

  private AccessToken accessToken(HttpIntakeConfig.Token token) {
    String field = "ingest.http.tokens[" + token.name() + "].token";
    return new AccessToken(token.name(), token.token().resolve(field, shared.environment()));
  }

  private ConsoleRoutes console() {
    String token = config.console().resolveToken(shared.environment());
    ReadModel model = new ReadModel(config.console(), clock);
    ReadModelWorker worker =
        closing.with(
            new ReadModelWorker(
                new ReadSource(
                    config.clientProperties(), shared.serdes(), config.console().lookBack()),
                shared.consumers(),
                model,
                shared.metrics(),
                clock));
    worker.start();
    shared.health().add("console", worker::healthy);
    return closing.with(new ConsoleRoutes(model, config.console(), token, shared.metrics()));
  }
}
