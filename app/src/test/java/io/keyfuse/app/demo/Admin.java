package io.keyfuse.app.demo;

import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.testkit.provider.StandInConfig;
import io.keyfuse.testkit.provider.StandInServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Suspends keys through the stand-ins' admin APIs. */
final class Admin {
  private final HttpClient http = HttpClient.newHttpClient();
  private final StandInServer clouds;

  Admin(StandInServer clouds) {
    this.clouds = clouds;
  }

  void suspend(Credential key) {
    HttpRequest.Builder request =
        key.getProvider().equals("openai")
            ? openAi("/v1/organization/projects/proj_globex/api_keys/" + key.getKeyId())
            : anthropic("/v1/organizations/api_keys/" + key.getKeyId());
    try {
      HttpResponse<String> reply =
          http.send(
              request.header("Content-Type", "application/json").build(), BodyHandlers.ofString());
      if (reply.statusCode() != 200) {
        throw new IllegalStateException("HTTP " + reply.statusCode() + " " + reply.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder openAi(String path) {
    return HttpRequest.newBuilder(clouds.openAi().resolve(path))
        .header("Authorization", "Bearer " + StandInConfig.OPENAI_ADMIN_KEY)
        .POST(BodyPublishers.ofString("{\"scopes\":[\"api.files.read\"]}"));
  }

  private HttpRequest.Builder anthropic(String path) {
    return HttpRequest.newBuilder(clouds.anthropic().resolve(path))
        .header("x-api-key", StandInConfig.ANTHROPIC_ADMIN_KEY)
        .header("anthropic-version", "2023-06-01")
        .POST(BodyPublishers.ofString("{\"status\":\"inactive\"}"));
  }
}
