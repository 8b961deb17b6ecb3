package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Calls the running product and holds each answer to {@code openapi.yaml}: status, content type,
 * headers and body. Remembers which of the documented answers were seen.
 */
final class DocumentedCalls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Published openApi = Published.openApi();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> seen = new TreeSet<>();

  /**
   * One request.
   *
   * @param template path as documented
   * @param token bearer token; empty for none
   * @param headers names and values in turn
   */
  record Call(
      URI base, String method, String template, String path, String token, List<String> headers) {

    static Call get(URI base, String path, String token) {
      return new Call(base, "GET", path, path, token, List.of());
    }

    static Call post(URI base, String path, String token) {
      return get(base, path, token).as("POST");
    }

    Call under(String documented) {
      return new Call(base, method, documented, path, token, headers);
    }

    Call as(String otherMethod) {
      return new Call(base, otherMethod, template, path, token, headers);
    }

    Call authorized(String otherToken) {
      return new Call(base, method, template, path, otherToken, headers);
    }

    /** Sets one header, in the place of an earlier value. */
    Call with(String name, String value) {
      List<String> changed = new ArrayList<>(headers);
      int known = changed.indexOf(name);
      if (known < 0) {
        changed.addAll(List.of(name, value));
      } else {
        changed.set(known + 1, value);
      }
      return new Call(base, method, template, path, token, changed);
    }

    HttpRequest.Builder request(BodyPublisher body) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(base.resolve(path))
              .timeout(Duration.ofSeconds(30))
              .method(method, body);
      if (!token.isEmpty()) {
        request.header("Authorization", "Bearer " + token);
      }
      return headers.isEmpty() ? request : request.headers(headers.toArray(String[]::new));
    }
  }

  /** Sends a call without a body and checks the answer. */
  JsonNode expect(int status, Call call) throws IOException, InterruptedException {
    return expect(status, call, BodyPublishers.noBody());
  }

  /** Sends a call and checks that the answer has the status and is as documented. */
  JsonNode expect(int status, Call call, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(call.request(body).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s said %s", call, answer.body()).isEqualTo(status);
    String operation = pointer(call.template()) + "/" + call.method().toLowerCase(Locale.ROOT);
    assertThat(openApi.document().at(operation).isObject()).as(operation).isTrue();
    seen.add(name(call.template(), call.method(), Integer.toString(status)));
    return hold(answer, operation + "/responses/" + status);
  }

  /** Sends a call to the intake that is refused as a whole with the code. */
  void expectRefusal(int status, String code, Call call, String body)
      throws IOException, InterruptedException {
    JsonNode answer = expect(status, call, BodyPublishers.ofString(body));
    assertThat(answer.at("/error/code").asText()).isEqualTo(code);
  }

  /** Sends a method that the path does not have, and checks the answer that the path documents. */
  void expectOtherMethod(Call call) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(call.request(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s", call).isEqualTo(405);
    hold(answer, pointer(call.template()) + "/x-other-methods");
  }

  JsonNode hold(HttpResponse<String> answer, String place) throws IOException {
    JsonNode response = openApi.document().at(place);
    assertThat(response.isObject()).as("%s is documented", place).isTrue();
    String at = response.has("$ref") ? response.get("$ref").asText().substring(1) : place;
    JsonNode documented = openApi.resolve(response);
    documented
        .path("headers")
        .properties()
        .forEach(
            header ->
                assertThat(answer.headers().firstValue(header.getKey()))
                    .as("%s of %s", header.getKey(), place)
                    .hasValueSatisfying(
                        value -> holdHeader(at + "/headers/" + header.getKey(), value)));
    if (!documented.has("content")) {
      return JSON.missingNode();
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll("; ?.*", "");
    assertThat(documented.get("content").has(type)).as("%s as %s", place, type).isTrue();
    if (!type.equals("application/json")) {
      return JSON.missingNode();
    }
    JsonNode json = JSON.readTree(answer.body());
    String schema = at + "/content/application~1json/schema";
    assertThat(openApi.faults(schema, json)).as("%s: %s", place, json).isEmpty();
    return json;
  }

  private void holdHeader(String header, String value) {
    JsonNode schema = openApi.document().at(header + "/schema");
    JsonNode typed = JSON.valueToTree(value);
    if (schema.path("type").asText().equals("integer")) {
      typed = JSON.valueToTree(Long.valueOf(value));
    }
    assertThat(openApi.faults(header + "/schema", typed)).as("%s: %s", header, value).isEmpty();
  }

  Published openApi() {
    return openApi;
  }

  /** Remembers an answer that was checked elsewhere. */
  void sawAnswer(String template, String method, int status) {
    seen.add(name(template, method, Integer.toString(status)));
  }

  /** Returns the documented answers that no call has had. */
  List<String> unseen() {
    List<String> unseen = new ArrayList<>();
    openApi
        .document()
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            operation
                                .getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(
                                    status ->
                                        unseen.add(
                                            name(path.getKey(), operation.getKey(), status)))));
    unseen.removeAll(seen);
    return unseen;
  }

  private static String name(String template, String method, String status) {
    return method.toUpperCase(Locale.ROOT) + " " + template + " " + status;
  }

  /** Returns where the document has a path. */
  static String pointer(String template) {
    return "/paths/" + template.replace("~", "~0").replace("/", "~1");
  }
}
