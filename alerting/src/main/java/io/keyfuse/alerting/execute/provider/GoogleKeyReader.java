package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Finds Google API keys by their uid and changes them; waits for short operations. Thread-safe. */
final class GoogleKeyReader {
  private static final String PREFIX = "apikey:";
  private static final int PAGES = 50;
  private static final Pattern NAME =
      Pattern.compile("projects/[A-Za-z0-9_.:-]+/locations/global/keys/[A-Za-z0-9_-]+");
  private static final Pattern OPERATION = Pattern.compile("operations/[A-Za-z0-9_./-]+");

  private final ProviderHttp http;

  GoogleKeyReader(ProviderHttp http) {
    this.http = http;
  }

  /**
   * A key as listed.
   *
   * @param name resource name
   * @param deleted true for up to 30 days after its deletion
   * @param restrictions an empty object where there are none
   */
  record Key(String name, boolean deleted, ObjectNode restrictions, ProviderTrace trace) {}

  /** Finds the key among those of the project, deleted ones too. */
  Key find(ExecutionRequest request) {
    String id = request.keyId();
    String uid = ProviderHttp.segment(id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id);
    String list =
        "/v2/projects/"
            + GoogleExecutor.project(request)
            + "/locations/global/keys?pageSize=100&showDeleted=true";
    String token = "";
    ProviderTrace trace = ProviderTrace.NONE;
    for (int page = 0; page < PAGES; page++) {
      ProviderAnswer answer = http.get(list + token).orThrow("listing the project's keys");
      trace = answer.trace();
      for (JsonNode key : answer.body().path("keys")) {
        if (uid.equals(key.path("uid").asText()) || key.path("name").asText().endsWith("/" + uid)) {
          return key(key, answer);
        }
      }
      String next = answer.body().path("nextPageToken").asText("");
      if (next.isEmpty()) {
        break;
      }
      token = "&pageToken=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
    throw ProviderCallException.failed(
        "the project has no such API key", OutcomeReason.UNKNOWN_KEY, trace);
  }

  private static Key key(JsonNode key, ProviderAnswer answer) {
    String name = key.path("name").asText();
    if (!NAME.matcher(name).matches()) {
      throw answer.unreadable("the answer has a key without a name");
    }
    ObjectNode restrictions =
        key.path("restrictions") instanceof ObjectNode object
            ? object
            : JsonNodeFactory.instance.objectNode();
    boolean deleted = key.hasNonNull("deleteTime");
    return new Key(name, deleted, restrictions, answer.trace());
  }

  ProviderTrace restrict(Key key, ObjectNode restrictions) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().set("restrictions", restrictions);
    return done(http.patch("/v2/" + key.name() + "?updateMask=restrictions", body));
  }

  ProviderTrace delete(Key key) {
    return done(http.delete("/v2/" + key.name()));
  }

  ProviderTrace undelete(Key key) {
    return done(
        http.post("/v2/" + key.name() + ":undelete", JsonNodeFactory.instance.objectNode()));
  }

  /** Waits a little for the operation; one that takes longer is looked after by a later try. */
  private ProviderTrace done(ProviderAnswer started) {
    ProviderAnswer operation = started.orThrow("changing the key");
    String name = operation.required("name");
    if (!OPERATION.matcher(name).matches()) {
      throw operation.unreadable("the answer is no operation");
    }
    if (!isDone(operation)) {
      operation =
          ShortWait.until(
              GoogleKeyReader::isDone, () -> http.get("/v2/" + name).orThrow("reading on"));
    }
    if (!isDone(operation)) {
      throw ProviderCallException.unconfirmed("accepted, but not done yet", started.trace());
    }
    if (operation.body().hasNonNull("error")) {
      throw ProviderCallException.failed(
          "the operation failed with code " + operation.body().path("error").path("code").asInt(),
          OutcomeReason.PROVIDER_REFUSED,
          started.trace());
    }
    return started.trace();
  }

  private static boolean isDone(ProviderAnswer operation) {
    return operation.body().path("done").asBoolean(false);
  }
}
