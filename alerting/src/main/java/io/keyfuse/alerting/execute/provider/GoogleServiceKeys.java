package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keys of Google's service accounts. What disabling a disabled key answers is not verified; it is
 * never asked for, because the state is read first. Thread-safe.
 */
final class GoogleServiceKeys {
  private static final String ACCOUNT = "service_account";
  private static final String DISABLED = "disabled";
  private static final Pattern EMAIL =
      Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}@[a-z0-9][a-z0-9.-]{0,127}");

  private final ProviderHttp http;

  GoogleServiceKeys(ProviderHttp http) {
    this.http = http;
  }

  Preparation set(ExecutionRequest request, boolean disabled) {
    String path = path(request);
    KeyMove move =
        new KeyMove(
            Map.of(DISABLED, String.valueOf(disabled)),
            () ->
                http.post(
                        path + (disabled ? ":disable" : ":enable"),
                        JsonNodeFactory.instance.objectNode())
                    .orThrow("switching the key")
                    .trace(),
            () -> read(path));
    return move.from(read(path));
  }

  Preparation revoke(ExecutionRequest request) {
    return new KeyDeletion(http, path(request), GoogleServiceKeys::view).of(request);
  }

  private KeyView read(String path) {
    return view(http.get(path).orThrow("reading the key"));
  }

  /** Google leaves a false member out. */
  private static KeyView view(ProviderAnswer answer) {
    answer.required("name");
    JsonNode disabled = answer.body().path(DISABLED);
    return new KeyView(answer.trace(), Map.of(DISABLED, String.valueOf(disabled.asBoolean(false))));
  }

  /** The project is named, never "-", with which a missing key reads as a missing permission. */
  private static String path(ExecutionRequest request) {
    String account = request.parameter(ACCOUNT);
    if (account == null || !EMAIL.matcher(account).matches()) {
      throw ProviderCallException.failed(
          "parameter service_account must be the e-mail address of the key's account",
          OutcomeReason.MISSING_COORDINATE,
          ProviderTrace.NONE);
    }
    return "/v1/projects/"
        + GoogleExecutor.project(request)
        + "/serviceAccounts/"
        + account
        + "/keys/"
        + ProviderHttp.segment(request.keyId());
  }
}
