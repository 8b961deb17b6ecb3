package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.Map;

/**
 * REVOKE by deleting the key. A key of a service account can only go with the whole account, which
 * a command must name, because the account's other keys go too. Thread-safe.
 */
final class OpenAiDeletion {
  private static final String ACCOUNT = "service_account_id";
  private static final Map<String, String> GONE = Map.of("deleted", "true");
  private static final int BAD_REQUEST = 400;

  private final ProviderHttp http;
  private final OpenAiKeyReader reader;

  OpenAiDeletion(ProviderHttp http, OpenAiKeyReader reader) {
    this.http = http;
    this.reader = reader;
  }

  Preparation revoke(ExecutionRequest request) {
    ProviderAnswer key = reader.find(request);
    if (key.is(RetryClass.MISSING)) {
      return gone(request, key);
    }
    JsonNode owner = key.body().path("owner");
    Map<String, String> before = Map.of("deleted", "false");
    if (owner.path("type").asText().equals("service_account")) {
      String account = account(request, owner, key.trace());
      return HttpKeyExecutor.ready(before, () -> deleteAccount(request, account, before));
    }
    return HttpKeyExecutor.ready(before, () -> deleteKey(request, before));
  }

  private Preparation gone(ExecutionRequest request, ProviderAnswer key) {
    if (request.repeated() && reader.absent(request)) {
      return HttpKeyExecutor.already(key.trace(), "the key is gone since an earlier try", GONE);
    }
    key.orThrow("reading the key");
    throw new IllegalStateException("a missing key passed for one");
  }

  private ExecutionResult deleteKey(ExecutionRequest request, Map<String, String> before) {
    ProviderAnswer answer = http.delete(OpenAiKeyReader.path(request));
    Integer status = answer.trace().httpStatus();
    String account = request.parameter(ACCOUNT);
    if (status != null && status == BAD_REQUEST && account != null) {
      return deleteAccount(request, ProviderHttp.segment(account), before);
    }
    answer.orThrow("deleting the key");
    return confirm(request, answer, before);
  }

  private ExecutionResult deleteAccount(
      ExecutionRequest request, String account, Map<String, String> before) {
    String path = OpenAiKeyReader.project(request) + "/service_accounts/" + account;
    ProviderAnswer answer = http.delete(path).orThrow("deleting the service account");
    return confirm(request, answer, before);
  }

  private ExecutionResult confirm(
      ExecutionRequest request, ProviderAnswer answer, Map<String, String> before) {
    if (!reader.find(request).is(RetryClass.MISSING)) {
      throw ProviderCallException.unconfirmed(
          "deleted, but the key can still be read", answer.trace());
    }
    return new ExecutionResult.Applied(answer.trace(), "the key is deleted", before, GONE);
  }

  private static String account(ExecutionRequest request, JsonNode owner, ProviderTrace trace) {
    String named = request.parameter(ACCOUNT);
    String actual = owner.path("service_account").path("id").asText();
    if (named == null || !named.equals(actual)) {
      throw ProviderCallException.failed(
          "the key belongs to a service account and goes only with all of its keys; name the"
              + " account in parameter "
              + ACCOUNT,
          OutcomeReason.MISSING_COORDINATE,
          trace);
    }
    return ProviderHttp.segment(named);
  }
}
