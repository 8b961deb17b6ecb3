package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ProviderTrace;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.IamClientBuilder;
import software.amazon.awssdk.services.iam.model.IamResponse;

/**
 * Calls IAM through the SDK, without the SDK's own retries, and turns its exceptions into ours.
 * Repeats no error text of AWS. Thread-safe.
 */
final class AwsIam {
  private static final String UNKNOWN_ID = "UNKNOWN";
  private static final String MISSING = "NoSuchEntity";
  private static final Set<String> CREDENTIAL_CODES =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "InvalidClientTokenId",
          "MissingAuthenticationToken",
          "OptInRequired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");
  private static final Set<String> PERMANENT_CODES =
      Set.of("DeleteConflict", "InvalidInput", "LimitExceeded", "MalformedPolicyDocument");

  private final IamClient client;

  /** Makes a client. */
  AwsIam(ProviderConfig config, Supplier<String> credential) {
    Duration longest = config.requestTimeout();
    IamClientBuilder builder =
        IamClient.builder()
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(() -> AwsCredentialText.parse(credential.get()))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(config.connectTimeout())
                    .socketTimeout(longest))
            .overrideConfiguration(
                override ->
                    override.apiCallTimeout(longest).retryStrategy(AwsRetryStrategy.doNotRetry()));
    if (config.baseUrl() != null) {
      builder.endpointOverride(config.baseUrl());
    }
    this.client = builder.build();
  }

  /** Calls; throws what the answer stands for when it is no success. */
  <R extends IamResponse> R call(String what, Function<IamClient, R> step) {
    return unless("", what, step)
        .orElseThrow(() -> new IllegalStateException("no answer and no exception: " + what));
  }

  /** Calls; returns nothing when IAM does not know what is asked for. */
  <R extends IamResponse> Optional<R> find(String what, Function<IamClient, R> step) {
    return unless(MISSING, what, step);
  }

  /** Calls; returns nothing when IAM refuses with the code. */
  <R extends IamResponse> Optional<R> unless(
      String code, String what, Function<IamClient, R> step) {
    try {
      R answer = step.apply(client);
      if (UNKNOWN_ID.equals(answer.responseMetadata().requestId())) {
        throw new ProviderCallException(
            what + ": the answer is none of IAM's", RetryClass.RETRY, null, trace(answer));
      }
      return Optional.of(answer);
    } catch (AwsServiceException e) {
      if (code.equals(codeOf(e))) {
        return Optional.empty();
      }
      throw refused(what, e);
    } catch (SdkException e) {
      String kind = e.getClass().getSimpleName();
      throw new ProviderCallException(
          what + ": no answer (" + kind + ")", RetryClass.RETRY, null, ProviderTrace.NONE);
    }
  }

  static ProviderTrace trace(IamResponse answer) {
    int status = answer.sdkHttpResponse().statusCode();
    return new ProviderTrace(status, answer.responseMetadata().requestId(), null);
  }

  private static ProviderCallException refused(String what, AwsServiceException e) {
    String code = codeOf(e);
    ProviderTrace trace = new ProviderTrace(e.statusCode(), e.requestId(), null);
    String text = what + ": HTTP " + e.statusCode() + (isWord(code) ? " " + code : "");
    return new ProviderCallException(text, classOf(e.statusCode(), code), retryAfter(e), trace);
  }

  /** Classifies an error by its code, and by its status where the code is none we know. */
  static RetryClass classOf(int status, @Nullable String code) {
    String known = code == null ? "" : code;
    if (known.equals(MISSING)) {
      return RetryClass.MISSING;
    }
    if (CREDENTIAL_CODES.contains(known)) {
      return RetryClass.CREDENTIAL;
    }
    if (PERMANENT_CODES.contains(known)) {
      return RetryClass.PERMANENT;
    }
    return known.startsWith("Throttling") ? RetryClass.RETRY : RetryClass.of(status, code);
  }

  private static @Nullable String codeOf(AwsServiceException e) {
    return e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
  }

  private static boolean isWord(@Nullable String code) {
    return code != null && code.matches("[A-Za-z0-9._-]{1,64}");
  }

  private static @Nullable Duration retryAfter(AwsServiceException e) {
    SdkHttpResponse http =
        e.awsErrorDetails() == null ? null : e.awsErrorDetails().sdkHttpResponse();
    String text = http == null ? "" : http.firstMatchingHeader("Retry-After").orElse("");
    return text.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : null;
  }
}
