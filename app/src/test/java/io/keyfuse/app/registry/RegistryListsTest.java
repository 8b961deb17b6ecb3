package io.keyfuse.app.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters, pages and the forms of a schema, over HTTP. */
class RegistryListsTest {
  private final EmbeddedRegistry registry =
      new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), new InMemorySchemaLog());
  private Rest rest = new Rest(URI.create("http://localhost"));

  /** Leaves a: 1, 2 and (deleted) 3; b: 1; c: (deleted) 1. */
  @BeforeEach
  void fill() {
    registry.start();
    rest = new Rest(registry.url());
    rest.send("PUT", "/config", "{\"compatibility\":\"NONE\"}");
    rest.register("a-value", "\"int\"");
    rest.register("a-value", "\"long\"");
    rest.register("a-value", "\"string\"");
    rest.register("b-value", "\"int\"");
    rest.register("c-value", "\"int\"");
    rest.send("DELETE", "/subjects/a-value/versions/3", null);
    rest.send("DELETE", "/subjects/c-value", null);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/subjects                                | ['a-value','b-value']",
        "/subjects?deleted=true                   | ['a-value','b-value','c-value']",
        "/subjects?deletedOnly=true               | ['c-value']",
        "/subjects?subjectPrefix=b                | ['b-value']",
        "/subjects?subjectPrefix=:*:              | ['a-value','b-value']",
        "/subjects?offset=1                       | ['b-value']",
        "/subjects?offset=0&limit=1               | ['a-value']",
        "/subjects?offset=9&limit=1               | []",
        "/subjects?limit=-1                       | ['a-value','b-value']",
        "/subjects/a-value/versions               | [1,2]",
        "/subjects/a-value/versions?deleted=true  | [1,2,3]",
        "/subjects/a-value/versions?deletedOnly=true | [3]",
        "/subjects/a-value/versions?offset=1&limit=5 | [2]",
        "/schemas/ids/1/subjects                  | ['a-value','b-value']",
        "/schemas/ids/1/subjects?deleted=true     | ['a-value','b-value','c-value']",
        "/schemas/ids/3/versions                  | []",
        "/subjects/a-value/versions/1/referencedby | []",
        "/contexts                                | ['.']",
      })
  void shouldFilterAndPage(String path, String expected) {
    assertThat(rest.send("GET", path, null)).isEqualTo("200 " + expected.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                   a1 a2 b1",
    "?latestOnly=true,                     a2 b1",
    "?deleted=true,                        a1 a2 a3 b1 c1",
    "?deleted=true&latestOnly=true,        a3 b1 c1",
    "?subjectPrefix=a&offset=1&limit=1,    a2",
  })
  void shouldListSchemas(String query, String expected) throws Exception {
    StringBuilder found = new StringBuilder();
    for (var each : Rest.json(rest.send("GET", "/schemas" + query, null))) {
      assertThat(each.path("id").asInt()).isPositive();
      assertThat(each.path("schema").asText()).startsWith("\"");
      found.append(each.path("subject").asText(), 0, 1).append(each.path("version")).append(' ');
    }
    assertThat(found.toString().strip()).isEqualTo(expected);
  }

  @Test
  void shouldAnswerForAnIdWhateverTheSubject() {
    String reply = "200 {\"schema\":\"\\\"int\\\"\"}";
    assertThat(rest.send("GET", "/schemas/ids/1?subject=b-value", null)).isEqualTo(reply);
    assertThat(rest.send("GET", "/schemas/ids/1?subject=", null)).isEqualTo(reply);
    assertThat(rest.send("GET", "/schemas/ids/1?fetchMaxId=true", null)).contains("\"maxId\":3");
  }

  @Test
  void shouldGoBackToBackwardForAll() {
    assertThat(rest.send("DELETE", "/config", null))
        .isEqualTo("200 {\"compatibilityLevel\":\"NONE\"}");
    assertThat(rest.send("GET", "/config", null))
        .isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
  }

  @Test
  void shouldKeepOneVersionOfSchemasWithOneNormalForm() {
    String plain =
        "{\"type\":\"record\",\"name\":\"N\",\"namespace\":\"a.b\",\"doc\":\"\",\"fields\":"
            + "[{\"name\":\"x\",\"type\":{\"type\":\"string\",\"z\":1,\"y\":{\"d\":1,\"c\":2}}}]}";
    String same =
        "{\"name\":\"a.b.N\",\"type\":\"record\",\"fields\":"
            + "[{\"type\":{\"y\":{\"c\":2,\"d\":1},\"type\":\"string\",\"z\":1},\"name\":\"x\"}]}";
    String path = "/subjects/n/versions?normalize=true";

    String first = rest.send("POST", path, Rest.schemaBody(plain));

    assertThat(rest.send("POST", path, Rest.schemaBody(same))).isEqualTo(first);
    assertThat(rest.send("POST", "/subjects/n?normalize=true", Rest.schemaBody(plain)))
        .contains("\"version\":1");
    assertThat(rest.send("POST", "/subjects/n", Rest.schemaBody(plain))).contains("40403");
  }
}
