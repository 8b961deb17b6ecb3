package io.keyfuse.testkit.provider;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain calls of a stand-in, as somebody without our client would make them. */
final class Calls {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Calls() {}

  /**
   * Sends one request.
   *
   * @param line for example {@code GET /v1/keys?limit=1}
   * @param headers lines {@code Name: value}
   */
  static HttpResponse<String> send(URI base, String line, String body, String... headers) {
    String[] parts = line.split(" ", 2);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + parts[1]))
            .timeout(Duration.ofSeconds(10))
            .method(parts[0], BodyPublishers.ofString(body));
    for (String header : headers) {
      String[] pair = header.split(": ", 2);
      request.header(pair[0], pair[1]);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(line, e);
    }
  }

  /** Returns a wish for a key with the members given as name, value, name, value. */
  static com.fasterxml.jackson.databind.node.ObjectNode key(String... members) {
    var node = Json.object();
    for (int i = 0; i < members.length; i += 2) {
      node.put(members[i], members[i + 1]);
    }
    return node;
  }
}
