package io.keyfuse.alerting.execute.provider;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A call that uses a model, as the thief makes it. */
final class ModelCalls {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BODY =
      "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

  private ModelCalls() {}

  /** Returns the HTTP status. */
  static int status(URI address, String authorization) {
    String[] header = authorization.split(": ", 2);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(10))
            .header(header[0], header[1])
            .header("anthropic-version", "2023-06-01")
            .header("x-amz-date", "20261101T120000Z")
            .header("Content-Type", "application/json")
            .header("x-standin-tokens", "input=10,cached=0,output=10,usd=0.02")
            .POST(BodyPublishers.ofString(BODY))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException("cannot call " + address, e);
    }
  }
}
