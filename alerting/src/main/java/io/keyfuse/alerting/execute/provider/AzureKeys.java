package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * REVOKE by making a new key, after which the old one is dead. No call repeats safely and no state
 * tells that it was made, short of reading the secrets, which this executor never does. So a lost
 * answer fails the command for a person to look, and is not sent again; only a call that Azure
 * plainly turned down (409, 429) is. What this process did for a command it does not do again;
 * after a crash in between, a second new key is made, which kills the old one all the same. The
 * answer holds secrets and is dropped. Thread-safe.
 */
final class AzureKeys {
  private static final String NAME = "key_name";
  private static final String REGENERATED = "regenerated";
  private static final int REMEMBERED = 1000;
  private static final Set<Integer> TURNED_DOWN = Set.of(409, 429);

  private final ProviderHttp http;
  private final AzureAccounts accounts;
  private final Set<String> done =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  AzureKeys(ProviderHttp http, AzureAccounts accounts) {
    this.http = http;
    this.accounts = accounts;
  }

  Preparation revoke(ExecutionRequest request) {
    List<String> names = names(request);
    KeyView account = accounts.read(request);
    List<String> due = names.stream().filter(name -> !done.contains(mark(request, name))).toList();
    if (due.isEmpty()) {
      return HttpKeyExecutor.already(
          account.trace(), "this command made the new key before", Map.of(REGENERATED, "true"));
    }
    Map<String, String> before = Map.of(REGENERATED, "false");
    return HttpKeyExecutor.ready(before, () -> regenerate(request, due, before));
  }

  private ExecutionResult regenerate(
      ExecutionRequest request, List<String> names, Map<String, String> before) {
    ProviderTrace trace = ProviderTrace.NONE;
    for (String name : names) {
      trace = call(request, name);
      done.add(mark(request, name));
    }
    return new ExecutionResult.Applied(
        trace,
        String.join(" and ", names) + " of the account is new; all who shared the old one lose it",
        before,
        Map.of(REGENERATED, "true"));
  }

  private ProviderTrace call(ExecutionRequest request, String name) {
    ProviderAnswer answer;
    try {
      answer =
          http.post(
              AzureAccounts.path(request, "/regenerateKey"),
              JsonNodeFactory.instance.objectNode().put("keyName", name));
    } catch (ProviderCallException e) {
      throw lost(name, e.result().trace());
    }
    Integer status = answer.trace().httpStatus();
    if (answer.is(RetryClass.RETRY) && (status == null || !TURNED_DOWN.contains(status))) {
      throw lost(name, answer.trace());
    }
    return answer.orThrow("regenerating " + name).trace();
  }

  private static ProviderCallException lost(String name, ProviderTrace trace) {
    return ProviderCallException.failed(
        "no clear answer: "
            + name
            + " may be new already; see the account's activity log and order"
            + " again if it is not",
        OutcomeReason.NOT_CONFIRMED,
        trace);
  }

  /** The keys to renew, as Azure spells them. */
  private static List<String> names(ExecutionRequest request) {
    String named = request.parameter(NAME);
    return switch (named == null ? request.keyId() : named) {
      case "key1" -> List.of("Key1");
      case "key2" -> List.of("Key2");
      case "both" -> List.of("Key1", "Key2");
      default ->
          throw ProviderCallException.failed(
              "no log tells which key it is; parameter key_name must be key1, key2 or both",
              OutcomeReason.MISSING_COORDINATE,
              ProviderTrace.NONE);
    };
  }

  private static String mark(ExecutionRequest request, String name) {
    return request.command().getCommandId() + AzureAccounts.path(request, name);
  }
}
