package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Finds a key by project and id. Thread-safe. */
final class OpenAiKeyReader {
  private static final int PAGES = 50;

  private final ProviderHttp http;
  private final InstantSource clock;

  OpenAiKeyReader(ProviderHttp http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  /** Returns the path of the key's project. */
  static String project(ExecutionRequest request) {
    String project = OpenAiExecutor.PROJECT.in(request.command());
    if (project == null) {
      throw ProviderCallException.failed(
          "project_id is missing", OutcomeReason.MISSING_COORDINATE, ProviderTrace.NONE);
    }
    return "/organization/projects/" + ProviderHttp.segment(project);
  }

  /** Returns the path of the key. */
  static String path(ExecutionRequest request) {
    return project(request) + "/api_keys/" + ProviderHttp.segment(request.keyId());
  }

  /** Reads the key, which may be missing. */
  ProviderAnswer find(ExecutionRequest request) {
    ProviderAnswer key = http.get(path(request));
    if (!key.is(RetryClass.MISSING)) {
      key.orThrow("reading the key");
      if (!key.required("id").equals(request.keyId())) {
        throw new ProviderCallException(
            "the answer is about another key", RetryClass.RETRY, null, key.trace());
      }
    }
    return key;
  }

  /** Returns true when the key is past its expiry, after which it cannot be changed. */
  boolean expired(ProviderAnswer key) {
    JsonNode expires = key.body().path("expires_at");
    return expires.isIntegralNumber() && clock.instant().getEpochSecond() >= expires.longValue();
  }

  /** Returns true when the project is there and a list of all its keys lacks this one. */
  boolean absent(ExecutionRequest request) {
    String list = project(request) + "/api_keys?limit=100&owner_project_access=any";
    String after = "";
    for (int page = 0; page < PAGES; page++) {
      ProviderAnswer answer = http.get(list + after).orThrow("listing the project's keys");
      for (JsonNode key : answer.body().path("data")) {
        if (key.path("id").asText().equals(request.keyId())) {
          return false;
        }
      }
      String last = lastId(answer);
      if (last == null) {
        return true;
      }
      after = "&after=" + ProviderHttp.segment(last);
    }
    return false;
  }

  private static @Nullable String lastId(ProviderAnswer answer) {
    JsonNode last = answer.body().path("last_id");
    return answer.body().path("has_more").asBoolean() && last.isTextual() ? last.asText() : null;
  }
}
