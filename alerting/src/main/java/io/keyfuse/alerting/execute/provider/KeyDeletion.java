package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.Preparation;
import java.util.function.Function;

/**
 * Deletes a key that its path shows until it is gone. A key that is missing at the first try was
 * never there; at a later one an earlier try took it. Immutable.
 *
 * @param path of the key
 * @param view reads a key that is there
 */
record KeyDeletion(ProviderHttp http, String path, Function<ProviderAnswer, KeyView> view) {

  Preparation of(ExecutionRequest request) {
    ProviderAnswer key = http.get(path);
    if (!request.repeated()) {
      key.orThrow("reading the key");
    }
    return new KeyMove(
            KeyView.GONE,
            () -> http.delete(path).orThrow("deleting the key").trace(),
            () -> present(http.get(path)))
        .from(present(key));
  }

  private KeyView present(ProviderAnswer answer) {
    return answer.is(RetryClass.MISSING)
        ? KeyView.gone(answer.trace())
        : view.apply(answer.orThrow("reading the key"));
  }
}
