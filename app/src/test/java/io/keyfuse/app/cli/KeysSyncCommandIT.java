package io.keyfuse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.registry.EmbeddedRegistry;
import io.keyfuse.app.registry.EmbeddedRegistryConfig;
import io.keyfuse.testkit.provider.Fault;
import io.keyfuse.testkit.provider.StandInClient;
import io.keyfuse.testkit.provider.StandInConfig;
import io.keyfuse.testkit.provider.StandInServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code keyfuse keys sync} against the providers' stand-ins and a real broker. */
class KeysSyncCommandIT {
  private static final String NO_KAFKA = "kafka: {bootstrap.servers: \"127.0.0.1:1\"}\n";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private StandInServer clouds;

  @BeforeEach
  void start() {
    clouds = StandInServer.start(StandInConfig.on(folder.resolve("clouds")));
    StandInClient openAi = new StandInClient(clouds.openAi());
    openAi.seed(key("key_1", "sk-proj-1").put("owner_id", "user_7"));
    openAi.seed(key("key_2", "sk-proj-2"));
    new StandInClient(clouds.anthropic()).seed(key("apikey_1", "sk-ant-1"));
  }

  @AfterEach
  void stop() {
    clouds.close();
  }

  @Test
  void shouldStoreWhatIsNewOrChangedAndNothingElse() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
        EmbeddedRegistry registry =
            new EmbeddedRegistry(
                EmbeddedRegistryConfig.defaults(),
                Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      registry.start();
      Path config =
          config(
              "kafka: {bootstrap.servers: \""
                  + broker.bootstrapServers()
                  + "\"}\nregistry: {urls: [\""
                  + registry.url()
                  + "\"], auto_register: true}\ntopics: {create: true, partitions: 3,"
                  + " replication_factor: 1}\n");

      JsonNode first = json(config);
      new StandInClient(clouds.anthropic()).seed(key("apikey_2", "sk-ant-2"));
      JsonNode second = json(config);

      assertThat(first.at("/summary/new").asInt()).isEqualTo(3);
      assertThat(first.at("/keys/0/credential").asText()).isEqualTo("openai:p:key_1");
      assertThat(first.at("/keys/0/owner_id").asText()).isEqualTo("user_7");
      assertThat(second.at("/summary/listed").asInt()).isEqualTo(4);
      assertThat(second.at("/summary/unchanged").asInt()).isEqualTo(3);
      assertThat(second.at("/summary/new").asInt()).isEqualTo(1);
    }
  }

  @Test
  void shouldOnlySayWhatThereIsInADryRun() throws IOException {
    int code = run(config(NO_KAFKA), "--dry-run");

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("PROVIDER", "openai:p:key_1", "anthropic:p:apikey_1", "active")
        .contains("3 keys: 3 new, 0 changed, 0 unchanged; 0 refused, 0 lists failed");
  }

  @Test
  void shouldGoOnWithTheOthersWhereAListCannotBeReadAndSaySo() throws IOException {
    new StandInClient(clouds.openAi()).plan(Fault.next(Fault.Kind.STATUS, 9).withStatus(401, -1));

    int code = run(config(NO_KAFKA), "--dry-run");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("anthropic:p:apikey_1", "1 lists failed");
    assertThat(err.toString())
        .contains("oa/inventory", "HTTP 401")
        .doesNotContain(StandInConfig.OPENAI_ADMIN_KEY);
  }

  @Test
  void shouldSayWhatToConfigureWhereNothingListsKeys() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.yaml"), NO_KAFKA);

    assertThat(run(empty, "--dry-run")).isEqualTo(2);
    assertThat(err.toString()).contains("ingest.feeds");
    assertThat(run(folder.resolve("missing.yaml"))).isEqualTo(2);
  }

  private JsonNode json(Path config) throws IOException {
    out.getBuffer().setLength(0);
    assertThat(run(config, "-o", "json")).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private int run(Path config, String... more) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    String[] args = new String[4 + more.length];
    System.arraycopy(new String[] {"keys", "sync", "--config", config.toString()}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    return command.execute(args);
  }

  private Path config(String more) throws IOException {
    Path openAi = Files.writeString(folder.resolve("oa"), StandInConfig.OPENAI_ADMIN_KEY);
    Path anthropic = Files.writeString(folder.resolve("an"), StandInConfig.ANTHROPIC_ADMIN_KEY);
    return Files.writeString(
        folder.resolve("keyfuse.yaml"),
        more
            + "ingest:\n  feeds:\n    openai:\n      - {name: oa, base_url: \""
            + clouds.openAi()
            + "/v1\", credential: {file: \""
            + openAi
            + "\"}}\n    anthropic:\n      - {name: an, base_url: \""
            + clouds.anthropic()
            + "\", credential: {file: \""
            + anthropic
            + "\"}}\n");
  }

  private static ObjectNode key(String id, String secret) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("secret", secret)
        .put("project", "p");
  }
}
