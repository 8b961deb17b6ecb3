package io.keyfuse.app.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each mode lets clients change, over HTTP, and that modes outlive the process. */
class RegistryModeTest {
  private static final String INT = "\"int\"";
  private static final String LONG = "\"long\"";

  private final InMemorySchemaLog log = new InMemorySchemaLog();
  private EmbeddedRegistry registry = new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), log);
  private Rest rest = new Rest(URI.create("http://localhost"));

  @BeforeEach
  void start() {
    registry.start();
    rest = new Rest(registry.url());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mode", "/mode/s"})
  void shouldChangeNothingWhileReadOnly(String scope) {
    rest.register("s", INT);
    assertThat(mode(scope, "readonly")).isEqualTo("200 {\"mode\":\"READONLY\"}");

    restart();

    assertThat(rest.register("s", INT)).as("a schema that is there").isEqualTo("200 {\"id\":1}");
    assertThat(rest.register("s", LONG))
        .isEqualTo("422 {\"error_code\":42205,\"message\":\"Subject s is in read-only mode\"}");
    assertThat(rest.send("DELETE", "/subjects/s", null)).contains("42205");
    assertThat(rest.send("DELETE", "/subjects/s/versions/1", null)).contains("42205");
    assertThat(rest.send("PUT", "/config/s", "{\"compatibility\":\"NONE\"}")).contains("42205");
    assertThat(rest.send("GET", "/subjects/s/versions", null)).isEqualTo("200 [1]");

    assertThat(rest.send("DELETE", scope, null)).isEqualTo("200 {\"mode\":\"READONLY\"}");
    assertThat(rest.register("s", LONG)).isEqualTo("200 {\"id\":2}");
  }

  @ParameterizedTest
  @CsvSource({
    "READONLY,          READWRITE, 200",
    "READONLY_OVERRIDE, READWRITE, 422",
    "READWRITE,         READONLY,  422",
  })
  void shouldLetASubjectDifferUnlessOverridden(String all, String own, int status) {
    mode("/mode", all);
    mode("/mode/s", own);

    assertThat(rest.register("s", INT)).startsWith(status + " ");
    assertThat(rest.send("GET", "/mode/s", null))
        .contains(all.endsWith("OVERRIDE") ? "READONLY_OVERRIDE" : own);
    assertThat(rest.send("GET", "/mode/t?defaultToGlobal=true", null)).contains(all);
  }

  @Test
  void shouldImportIdsAndVersionsOfAnotherRegistry() {
    assertThat(mode("/mode", "IMPORT")).startsWith("200");

    assertThat(importAs(INT, 70, 3)).isEqualTo("200 {\"id\":70}");
    assertThat(importAs(INT, 70, 3)).as("again").isEqualTo("200 {\"id\":70}");
    assertThat(importAs(LONG, 41, 2)).as("an incompatible one").isEqualTo("200 {\"id\":41}");
    assertThat(importAs("\"string\"", 70, 4)).contains("42205", "Overwrite new schema with id 70");
    assertThat(importAs("\"string\"", 71, 3)).contains("42205", "version 3");
    assertThat(rest.register("s", "\"bytes\"")).contains("42205", "not in read-write mode");

    assertThat(rest.send("GET", "/subjects/s/versions", null)).isEqualTo("200 [2,3]");
    assertThat(rest.send("GET", "/schemas/ids/41", null)).contains("long");
    restart();
    mode("/mode", "READWRITE");
    assertThat(importAs("\"bytes\"", 9, 1)).contains("42205", "Subject s is not in import mode");
    assertThat(rest.register("t", "\"bytes\"")).isEqualTo("200 {\"id\":71}");
  }

  @Test
  void shouldImportIntoWhatHasSchemasOnlyByForce() {
    rest.register("s", INT);

    assertThat(mode("/mode", "IMPORT"))
        .isEqualTo(
            "422 {\"error_code\":42205,\"message\":"
                + "\"Cannot import since found existing subjects\"}");
    assertThat(mode("/mode/other", "IMPORT")).startsWith("200");
    assertThat(mode("/mode/s?force=true", "IMPORT")).startsWith("200");
    assertThat(importAs(LONG, 9, 2)).isEqualTo("200 {\"id\":9}");
  }

  @Test
  void shouldForgetTheSettingsOfADeletedSubject() {
    rest.register("s", INT);
    rest.send("PUT", "/config/s", "{\"compatibility\":\"NONE\"}");
    mode("/mode/s", "READWRITE");

    assertThat(rest.send("DELETE", "/subjects/s/versions/1", null)).isEqualTo("200 1");

    assertThat(rest.send("GET", "/mode/s", null)).contains("40409");
    assertThat(rest.send("GET", "/config/s", null)).contains("40408");
  }

  private String importAs(String schema, int id, int version) {
    String body = Rest.schemaBody(schema);
    return rest.send(
        "POST",
        "/subjects/s/versions",
        body.substring(0, body.length() - 1) + ",\"id\":" + id + ",\"version\":" + version + "}");
  }

  private String mode(String path, String mode) {
    return rest.send("PUT", path, "{\"mode\":\"" + mode + "\"}");
  }

  private void restart() {
    registry.close();
    log.compact();
    registry = new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), log);
    start();
  }
}
