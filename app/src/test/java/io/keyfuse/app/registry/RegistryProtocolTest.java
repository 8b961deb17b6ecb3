package io.keyfuse.app.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What curl sees: paths, bodies and codes of Confluent's protocol. */
class RegistryProtocolTest {
  private static final String ONE =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}";
  private static final String ADDED =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"},"
          + "{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}";
  private static final String REQUIRED = ADDED.replace(",\"default\":0", "");

  private final EmbeddedRegistry registry =
      new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), new InMemorySchemaLog());
  private Rest rest;

  @BeforeEach
  void start() {
    registry.start();
    rest = new Rest(registry.url());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldRegisterListAndReturn() {
    assertThat(rest.send("GET", "/subjects", null)).isEqualTo("200 []");
    assertThat(rest.register("t-value", ONE)).isEqualTo("200 {\"id\":1}");
    assertThat(rest.register("t-value", ONE.replace(":", " : "))).isEqualTo("200 {\"id\":1}");
    assertThat(rest.register("t-value", ADDED)).isEqualTo("200 {\"id\":2}");
    assertThat(rest.register("u-value", ONE)).isEqualTo("200 {\"id\":1}");

    assertThat(rest.send("GET", "/subjects", null)).isEqualTo("200 [\"t-value\",\"u-value\"]");
    assertThat(rest.send("GET", "/subjects/t-value/versions", null)).isEqualTo("200 [1,2]");
    String second =
        "200 {\"subject\":\"t-value\",\"version\":2,\"id\":2,"
            + Rest.schemaBody(ADDED).substring(1);
    for (String path : new String[] {"2", "latest", "-1"}) {
      assertThat(rest.send("GET", "/subjects/t-value/versions/" + path, null)).isEqualTo(second);
    }
    assertThat(rest.send("POST", "/subjects/t-value", Rest.schemaBody(ADDED))).isEqualTo(second);
    assertThat(rest.send("GET", "/subjects/t-value/versions/1/schema", null))
        .isEqualTo("200 " + ONE);
    assertThat(rest.send("GET", "/schemas/ids/1", null)).isEqualTo("200 " + Rest.schemaBody(ONE));
    assertThat(rest.send("GET", "/schemas/ids/1/schema", null)).isEqualTo("200 " + ONE);
    assertThat(rest.send("GET", "/schemas/ids/1/subjects", null))
        .isEqualTo("200 [\"t-value\",\"u-value\"]");
    assertThat(rest.send("GET", "/schemas/types", null)).isEqualTo("200 [\"AVRO\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /subjects/none/versions                |                        | 404 | 40401",
        "POST   | /subjects/none                         | {'schema':'\"int\"'}   | 404 | 40401",
        "GET    | /subjects/t-value/versions/9           |                        | 404 | 40402",
        "POST   | /subjects/t-value                      | {'schema':'\"int\"'}   | 404 | 40403",
        "GET    | /schemas/ids/77                        |                        | 404 | 40403",
        "GET    | /schemas/ids/x                         |                        | 404 | 40403",
        "DELETE | /subjects/t-value?permanent=true       |                        | 404 | 40405",
        "DELETE | /subjects/t-value/versions/1?permanent=true |                   | 404 | 40407",
        "GET    | /config/t-value                        |                        | 404 | 40408",
        "GET    | /mode/t-value                          |                        | 404 | 40409",
        "POST   | /subjects/t-value/versions             | {'schema':'\"int\"'}   | 409 | 409",
        "POST   | /subjects/n/versions                   | {'schema':'\"no\"'}    | 422 | 42201",
        "POST   | /subjects/n/versions                   | {'schema':''}          | 422 | 42201",
        "POST   | /subjects/n/versions                   | {'schema':'{'}         | 422 | 42201",
        "POST   | /subjects/n/versions | {'schema':'x','schemaType':'PROTOBUF'}   | 422 | 42201",
        "POST   | /subjects/n/versions | {'schema':'\"int\"','references':[{}]}   | 422 | 42201",
        "POST   | /subjects/n%07/versions              | {'schema':'\"int\"'}   | 422 | 42208",
        "GET    | /subjects?limit=many                   |                        | 404 | 404",
        "DELETE | /config/t-value                        |                        | 404 | 40401",
        "DELETE | /mode/t-value                          |                        | 404 | 40401",
        "PUT    | /mode                         | {'mode':'SIDEWAYS'}             | 422 | 42204",
        "PUT    | /mode/t-value                 | {}                              | 422 | 42204",
        "PUT    | /mode/t-value                 | {'mode':'IMPORT'}               | 422 | 42205",
        "PUT    | /mode                         | {'mode':'import'}               | 422 | 42205",
        "POST   | /subjects/n/versions | {'schema':'\"int\"','id':5,'version':2}  | 422 | 42205",
        "POST   | /subjects/n/versions                   | {'schema'              | 422 | 422",
        "POST   | /subjects/n/versions                   | []                     | 422 | 422",
        "GET    | /subjects/t-value/versions/0           |                        | 422 | 42202",
        "GET    | /subjects/t-value/versions/abc         |                        | 422 | 42202",
        "GET    | /subjects/t-value/versions/2147483648  |                        | 422 | 42202",
        "PUT    | /config                       | {'compatibility':'SIDEWAYS'}    | 422 | 42203",
        "PUT    | /config/t-value               | {}                              | 422 | 42203",
        "GET    | /nothing/here                          |                        | 404 | 404",
        "PUT    | /subjects                              | {}                     | 405 | 405",
      })
  void shouldAnswerFaultsWithConfluentsCodes(
      String method, String path, String body, int status, int code) {
    rest.register("t-value", ONE);
    String json = body == null ? null : body.replace("\"", "\\\"").replace('\'', '"');

    String reply = rest.send(method, path, json);

    assertThat(reply).startsWith(status + " ");
    assertThat(Rest.codeOf(reply)).isEqualTo(code);
  }

  @Test
  void shouldJudgeByBackwardUnlessToldOtherwise() {
    rest.register("t-value", ONE);
    assertThat(rest.register("t-value", REQUIRED))
        .startsWith("409 {\"error_code\":409")
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
    assertThat(check("latest", REQUIRED)).contains("\"is_compatible\":false", "/fields/1");
    assertThat(check("1", ADDED)).isEqualTo("200 {\"is_compatible\":true,\"messages\":[]}");

    String none = "{\"compatibility\":\"none\"}";
    assertThat(rest.send("PUT", "/config/t-value", none))
        .isEqualTo("200 {\"compatibility\":\"NONE\"}");
    assertThat(rest.register("t-value", REQUIRED)).isEqualTo("200 {\"id\":2}");
    assertThat(rest.send("GET", "/config/t-value", null))
        .isEqualTo("200 {\"compatibilityLevel\":\"NONE\"}");
    assertThat(rest.send("GET", "/config", null))
        .isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
    assertThat(rest.send("GET", "/config/other?defaultToGlobal=true", null))
        .isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
    assertThat(rest.send("DELETE", "/config/t-value", null)).startsWith("200");
    assertThat(rest.register("t-value", "\"int\"")).startsWith("409");
    assertThat(rest.send("GET", "/mode", null)).isEqualTo("200 {\"mode\":\"READWRITE\"}");
  }

  @Test
  void shouldDeleteSoftlyThenForGood() {
    rest.register("t-value", ONE);
    rest.register("t-value", ADDED);

    assertThat(rest.send("DELETE", "/subjects/t-value/versions/2", null)).isEqualTo("200 2");
    assertThat(rest.send("DELETE", "/subjects/t-value/versions/2", null)).contains("40406");
    assertThat(rest.send("GET", "/subjects/t-value/versions/latest", null)).contains("\"id\":1");
    assertThat(rest.send("DELETE", "/subjects/t-value", null)).isEqualTo("200 [1]");
    assertThat(rest.send("DELETE", "/subjects/t-value", null)).contains("40404");
    assertThat(rest.send("GET", "/subjects", null)).isEqualTo("200 []");
    assertThat(rest.send("GET", "/subjects?deleted=true", null)).isEqualTo("200 [\"t-value\"]");
    assertThat(rest.send("GET", "/schemas/ids/2", null)).startsWith("200");

    assertThat(rest.register("t-value", ONE)).isEqualTo("200 {\"id\":1}");
    assertThat(rest.send("GET", "/subjects/t-value/versions", null)).isEqualTo("200 [3]");

    rest.send("DELETE", "/subjects/t-value", null);
    assertThat(rest.send("DELETE", "/subjects/t-value?permanent=true", null))
        .isEqualTo("200 [1,2,3]");
    assertThat(rest.send("GET", "/schemas/ids/1", null)).contains("40403");
    assertThat(rest.register("t-value", ONE)).isEqualTo("200 {\"id\":3}");
  }

  @Test
  void shouldTakeNothingFromAForeignPage() {
    String body = Rest.schemaBody(ONE);

    for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", null}) {
      assertThat(rest.send("POST", "/subjects/t/versions", body, type)).startsWith("415 ");
    }
    assertThat(rest.send("POST", "/subjects/t/versions", body, "application/json; charset=utf-8"))
        .startsWith("200");
  }

  @Test
  void shouldRefuseALongBodyAndGoOn() {
    String huge = Rest.schemaBody("\"" + "x".repeat(2 << 20) + "\"");

    assertThat(rest.register("t", huge)).startsWith("413 ");
    assertThat(rest.register("t", ONE)).startsWith("200 ");
  }

  private String check(String version, String schema) {
    String path = "/compatibility/subjects/t-value/versions/" + version + "?verbose=true";
    return rest.send("POST", path, Rest.schemaBody(schema));
  }
}
