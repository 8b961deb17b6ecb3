package io.keyfuse.app.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schemas that use types of other subjects, over HTTP. */
class RegistryReferencesTest {
  private static final String MONEY =
      "{\"type\":\"record\",\"name\":\"Money\",\"namespace\":\"a\",\"fields\":"
          + "[{\"name\":\"nano_usd\",\"type\":\"long\"}]}";
  private static final String BILL =
      "{\"type\":\"record\",\"name\":\"Bill\",\"namespace\":\"a\",\"fields\":"
          + "[{\"name\":\"total\",\"type\":\"Money\"}]}";
  private static final String BOOK =
      "{\"type\":\"record\",\"name\":\"Book\",\"namespace\":\"b\",\"fields\":"
          + "[{\"name\":\"bills\",\"type\":{\"type\":\"array\",\"items\":\"a.Bill\"}}]}";

  private final InMemorySchemaLog log = new InMemorySchemaLog();
  private EmbeddedRegistry registry = new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), log);
  private Rest rest = start();

  @BeforeEach
  void register() {
    assertThat(rest.register("money", MONEY)).isEqualTo("200 {\"id\":1}");
    assertThat(post("/subjects/bill/versions", BILL, "a.Money", "money"))
        .isEqualTo("200 {\"id\":2}");
    assertThat(post("/subjects/book/versions", BOOK, "a.Bill", "bill")).isEqualTo("200 {\"id\":3}");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldReturnWhatASchemaRefersToAlsoAfterARestart() {
    registry.close();
    registry = new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), log);
    rest = start();

    String references =
        "\"references\":[{\"name\":\"a.Money\",\"subject\":\"money\",\"version\":1}]";
    assertThat(rest.send("GET", "/schemas/ids/2", null)).contains(references);
    assertThat(rest.send("GET", "/subjects/bill/versions/1", null)).contains(references);
    assertThat(rest.send("GET", "/schemas/ids/1", null)).doesNotContain("references");
    assertThat(rest.send("GET", "/subjects/money/versions/1/referencedby", null))
        .isEqualTo("200 [2]");
    assertThat(rest.send("GET", "/subjects/book/versions/latest/referencedby", null))
        .isEqualTo("200 []");
  }

  @Test
  void shouldFindASchemaByItsReferencesAndWrittenOut() {
    assertThat(post("/subjects/bill", BILL, "a.Money", "money")).contains("\"id\":2");
    assertThat(post("/subjects/bill/versions", BILL.replace(":", " : "), "a.Money", "money"))
        .isEqualTo("200 {\"id\":2}");
    String whole = BILL.replace("\"Money\"", MONEY);
    assertThat(rest.register("bill", whole)).isEqualTo("200 {\"id\":2}");
    assertThat(rest.send("GET", "/subjects/bill/versions", null)).isEqualTo("200 [1]");
  }

  @Test
  void shouldRefuseAReferenceThatIsNotThere() {
    assertThat(post("/subjects/x/versions", BILL, "a.Money", "elsewhere"))
        .contains("42201", "No schema reference found for subject \\\"elsewhere\\\" and version 1");
    assertThat(rest.register("x", BILL)).contains("42201");
    rest.register("gone", "\"int\"");
    rest.send("DELETE", "/subjects/gone", null);
    assertThat(post("/subjects/x/versions", "\"int\"", "int", "gone")).contains("42201");
  }

  @Test
  void shouldKeepWhatIsReferredTo() {
    String refused =
        "422 {\"error_code\":42206,\"message\":\"One or more references exist to the schema"
            + " {magic=1,keytype=SCHEMA,subject=money,version=1}.\"}";
    assertThat(rest.send("DELETE", "/subjects/money", null)).isEqualTo(refused);
    assertThat(rest.send("DELETE", "/subjects/money/versions/1", null)).isEqualTo(refused);

    rest.send("DELETE", "/subjects/book", null);
    rest.send("DELETE", "/subjects/bill", null);
    assertThat(rest.send("GET", "/subjects/money/versions/1/referencedby", null))
        .isEqualTo("200 []");
    assertThat(rest.send("DELETE", "/subjects/money", null)).isEqualTo("200 [1]");
    assertThat(rest.send("DELETE", "/subjects/money?permanent=true", null)).isEqualTo(refused);
    rest.send("DELETE", "/subjects/book?permanent=true", null);
    rest.send("DELETE", "/subjects/bill?permanent=true", null);
    assertThat(rest.send("DELETE", "/subjects/money?permanent=true", null)).isEqualTo("200 [1]");
  }

  @Test
  void shouldJudgeThroughReferences() {
    String changed = MONEY.replace("long", "string");
    rest.send("PUT", "/config/money", "{\"compatibility\":\"NONE\"}");
    assertThat(rest.register("money", changed)).isEqualTo("200 {\"id\":4}");

    String second = body(BILL, "a.Money", "money").replace("\"version\":1", "\"version\":2");

    assertThat(rest.send("POST", "/compatibility/subjects/bill/versions/latest", second))
        .isEqualTo("200 {\"is_compatible\":false}");
    assertThat(rest.send("POST", "/subjects/bill/versions", second)).startsWith("409 ");
  }

  private Rest start() {
    registry.start();
    return new Rest(registry.url());
  }

  private String post(String path, String schema, String name, String subject) {
    return rest.send("POST", path, body(schema, name, subject));
  }

  private static String body(String schema, String name, String subject) {
    String body = Rest.schemaBody(schema);
    return body.substring(0, body.length() - 1)
        + ",\"references\":[{\"name\":\""
        + name
        + "\",\"subject\":\""
        + subject
        + "\",\"version\":1}]}";
  }
}
