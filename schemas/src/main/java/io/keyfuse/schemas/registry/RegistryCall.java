package io.keyfuse.schemas.registry;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call of the protocol, not yet bound to an instance.
 *
 * @param path path under the base URL, escaped
 * @param body JSON to post, or null to get
 * @param about what it is about, for messages
 */
record RegistryCall(String path, @Nullable String body, String about) {
  static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String ACCEPT =
      CONTENT_TYPE + ", application/vnd.schemaregistry+json; q=0.9, application/json; q=0.8";

  /** Binds the call to an instance. */
  HttpRequest to(URI base, Duration timeout, @Nullable String authorization) {
    String root = base.toString();
    String trimmed = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(trimmed + path)).timeout(timeout);
    request.header("Accept", ACCEPT);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (body != null) {
      request.header("Content-Type", CONTENT_TYPE).POST(BodyPublishers.ofString(body));
    }
    return request.build();
  }
}
