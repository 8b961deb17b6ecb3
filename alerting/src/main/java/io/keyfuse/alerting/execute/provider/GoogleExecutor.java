package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ActionCapability.Scope;
import io.keyfuse.alerting.execute.Coordinate;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutorCapabilities;
import io.keyfuse.alerting.execute.Preparation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Google's API keys (API Keys API v2) and service-account keys (IAM API). The account is the
 * project, unless parameter {@code project_id} names it. A key id of 40 hex digits is a
 * service-account key and needs {@code service_account}, the account's e-mail address: SUSPEND
 * disables it, RESTORE enables it, REVOKE deletes it. Another key id is the {@code uid} of an API
 * key, with or without {@code apikey:} before it, see {@link GoogleApiKeys}. Tokens issued to a
 * service account live on for up to an hour. Thread-safe.
 */
public final class GoogleExecutor extends HttpKeyExecutor {
  /** Address of the API Keys API. */
  public static final URI API_KEYS_URL = URI.create("https://apikeys.googleapis.com");

  /** Address of the IAM API. */
  public static final URI IAM_URL = URI.create("https://iam.googleapis.com");

  static final String PROJECT = "project_id";

  private static final Pattern SERVICE_ACCOUNT_KEY = Pattern.compile("[0-9a-f]{40}");
  // "A few minutes of propagation" for API keys; not verified.
  private static final Duration LAG = Duration.ofMinutes(5);

  private final ExecutorCapabilities capabilities;
  private final GoogleApiKeys apiKeys;
  private final GoogleServiceKeys serviceKeys;

  /**
   * Makes an executor.
   *
   * @param config a base address stands for both APIs
   * @param token OAuth token of scope {@code cloud-platform}; asked for at each call, because it
   *     lives for an hour
   */
  public GoogleExecutor(ProviderConfig config, Supplier<String> token) {
    URI base = config.baseUrl();
    ProviderHttp.CallHeaders headers = body -> Map.of("Authorization", "Bearer " + token.get());
    this.apiKeys =
        new GoogleApiKeys(new ProviderHttp(base == null ? API_KEYS_URL : base, headers, config));
    this.serviceKeys =
        new GoogleServiceKeys(new ProviderHttp(base == null ? IAM_URL : base, headers, config));
    List<Coordinate> project = List.of(new Coordinate(PROJECT, ""));
    this.capabilities =
        new ExecutorCapabilities(
            "google", switching(Scope.KEY, LAG, project), Set.copyOf(config.ownKeyIds()));
  }

  @Override
  public ExecutorCapabilities capabilities() {
    return capabilities;
  }

  @Override
  Preparation look(ExecutionRequest request) {
    boolean ofAccount = SERVICE_ACCOUNT_KEY.matcher(request.keyId()).matches();
    return switch (request.action()) {
      case SUSPEND -> ofAccount ? serviceKeys.set(request, true) : apiKeys.suspend(request);
      case RESTORE -> ofAccount ? serviceKeys.set(request, false) : apiKeys.restore(request);
      case REVOKE -> ofAccount ? serviceKeys.revoke(request) : apiKeys.revoke(request);
      case CAP, THROTTLE, UNSPECIFIED -> unsupported(request);
    };
  }

  /** Returns the project the key is in. */
  static String project(ExecutionRequest request) {
    String named = request.parameter(PROJECT);
    return ProviderHttp.segment(
        named == null ? request.command().getCredential().getAccount() : named);
  }
}
