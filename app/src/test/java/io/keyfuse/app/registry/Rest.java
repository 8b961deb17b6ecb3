package io.keyfuse.app.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/** A plain HTTP client, as curl would be. */
final class Rest {
  static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  Rest(URI base) {
    this.base = base;
  }

  /** Sends and returns status and body as {@code 404 {"error_code":40401,...}}. */
  String send(String method, String path, @Nullable String body) {
    return send(method, path, body, TYPE);
  }

  String send(String method, String path, @Nullable String body, @Nullable String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<String> reply = http.send(request.build(), BodyHandlers.ofString());
      return reply.statusCode() + " " + reply.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Registers a schema and returns status and body. */
  String register(String subject, String schema) {
    return send("POST", "/subjects/" + subject + "/versions", schemaBody(schema));
  }

  static String schemaBody(String schema) {
    return JSON.createObjectNode().put("schema", schema).toString();
  }

  /** Returns the body of a reply of {@link #send}. */
  static JsonNode json(String reply) throws IOException {
    return JSON.readTree(reply.substring(4));
  }

  /** Returns the error code of a reply of {@link #send}. */
  static int codeOf(String reply) {
    try {
      JsonNode body = json(reply);
      if (body.path("message").asText().isBlank()) {
        throw new AssertionError("no message in " + reply);
      }
      return body.path("error_code").asInt();
    } catch (IOException e) {
      throw new AssertionError(reply, e);
    }
  }
}
