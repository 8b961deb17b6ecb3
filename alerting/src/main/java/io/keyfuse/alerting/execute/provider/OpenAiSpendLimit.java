package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * CAP by the monthly spend limit of the key's project, in whole cents, at least one. A lower limit
 * in force stays. Thread-safe.
 */
final class OpenAiSpendLimit {
  /** Name of the old limit among {@code before} and a RESTORE's parameters: cents, or none. */
  static final String BEFORE = "spend_limit_cents";

  private static final String NONE = "none";
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final ProviderHttp http;
  private final OpenAiKeyReader reader;

  OpenAiSpendLimit(ProviderHttp http, OpenAiKeyReader reader) {
    this.http = http;
    this.reader = reader;
  }

  Preparation cap(ExecutionRequest request) {
    BigDecimal usd = Limits.usd(request);
    BigDecimal whole = usd.movePointRight(2).setScale(0, RoundingMode.DOWN);
    long wanted = Math.max(1, whole.min(BigDecimal.valueOf(Integer.MAX_VALUE)).longValue());
    reader.find(request).orThrow("reading the key");
    ProviderAnswer answer = read(request);
    long present = cents(answer);
    Map<String, String> before = state(present);
    if (present <= wanted) {
      return HttpKeyExecutor.already(
          answer.trace(), "the project's limit already is " + present + " cents", before);
    }
    return HttpKeyExecutor.ready(before, () -> set(request, wanted, before));
  }

  Preparation restore(ExecutionRequest request) {
    long wanted = parse(request);
    ProviderAnswer answer = read(request);
    long present = cents(answer);
    Map<String, String> before = state(present);
    if (present == wanted) {
      return HttpKeyExecutor.already(answer.trace(), "the project's limit already is back", before);
    }
    return HttpKeyExecutor.ready(
        before, () -> wanted == NO_LIMIT ? lift(request, before) : set(request, wanted, before));
  }

  private ExecutionResult set(ExecutionRequest request, long wanted, Map<String, String> before) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("threshold_amount", wanted)
            .put("currency", "USD")
            .put("interval", "month");
    ProviderAnswer posted = http.post(path(request), body).orThrow("setting the spend limit");
    return confirm(request, wanted, posted, before);
  }

  private ExecutionResult lift(ExecutionRequest request, Map<String, String> before) {
    ProviderAnswer deleted = http.delete(path(request)).orThrow("lifting the spend limit");
    return confirm(request, NO_LIMIT, deleted, before);
  }

  private ExecutionResult confirm(
      ExecutionRequest request, long wanted, ProviderAnswer done, Map<String, String> before) {
    long present = cents(read(request));
    if (present != wanted) {
      throw ProviderCallException.unconfirmed(
          "accepted, but the limit reads " + state(present), done.trace());
    }
    return new ExecutionResult.Applied(
        done.trace(), "the project's monthly limit is " + state(wanted), before, state(wanted));
  }

  private ProviderAnswer read(ExecutionRequest request) {
    ProviderAnswer answer = http.get(path(request));
    return answer.is(RetryClass.MISSING) ? answer : answer.orThrow("reading the spend limit");
  }

  private static long cents(ProviderAnswer answer) {
    if (answer.is(RetryClass.MISSING)) {
      return NO_LIMIT;
    }
    JsonNode amount = answer.body().path("threshold_amount");
    if (!amount.isIntegralNumber()) {
      throw new ProviderCallException(
          "the answer has no threshold_amount", RetryClass.RETRY, null, answer.trace());
    }
    return amount.longValue();
  }

  private static long parse(ExecutionRequest request) {
    String text = String.valueOf(request.parameter(BEFORE));
    try {
      long cents = text.equals(NONE) ? NO_LIMIT : Long.parseLong(text);
      if (cents >= 1) {
        return cents;
      }
    } catch (NumberFormatException e) {
      throw Limits.unusable(BEFORE, ProviderTrace.NONE);
    }
    throw Limits.unusable(BEFORE, ProviderTrace.NONE);
  }

  private static String path(ExecutionRequest request) {
    return OpenAiKeyReader.project(request) + "/spend_limit";
  }

  private static Map<String, String> state(long cents) {
    return Map.of(BEFORE, cents == NO_LIMIT ? NONE : String.valueOf(cents));
  }
}
