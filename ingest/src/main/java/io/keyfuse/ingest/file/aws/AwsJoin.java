package io.keyfuse.ingest.file.aws;

import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.schemas.v1.Credential;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the two halves of a Bedrock call by its request id over the files of one run: the
 * invocation log has the tokens and only an ARN, CloudTrail has the access key and no tokens. A
 * call that both have counts once, with the tokens of the one and the key of the other. Holds at
 * most {@value #MOST} calls of each half. Filled by one thread before it is read.
 */
public final class AwsJoin {
  /** Calls of each half; about 200 bytes each. */
  public static final int MOST = 1_000_000;

  private final Map<String, Caller> callers = new HashMap<>();
  private final Set<String> logged = new HashSet<>();

  /**
   * What CloudTrail knows of a call.
   *
   * @param credential whose key
   * @param clientIp address as text, or null
   * @param userAgent or null
   */
  record Caller(Credential credential, @Nullable String clientIp, @Nullable String userAgent) {}

  void trailSaw(String requestId, Caller caller) {
    callers.put(requestId, caller);
    check(callers.size());
  }

  void logSaw(String requestId) {
    logged.add(requestId);
    check(logged.size());
  }

  @Nullable Caller caller(String requestId) {
    return callers.get(requestId);
  }

  boolean isLogged(String requestId) {
    return logged.contains(requestId);
  }

  private static void check(int calls) {
    if (calls > MOST) {
      throw new UncheckedIOException(
          new FileFault(
              FileFault.Kind.TOO_MANY_REQUESTS,
              "more than " + MOST + " calls to join; name fewer files in one run"));
    }
  }
}
