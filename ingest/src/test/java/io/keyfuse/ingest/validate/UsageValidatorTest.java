package io.keyfuse.ingest.validate;

import static io.keyfuse.ingest.UsageEvents.KEY;
import static io.keyfuse.ingest.UsageEvents.NOW;
import static io.keyfuse.ingest.UsageEvents.bucket;
import static io.keyfuse.ingest.UsageEvents.call;
import static io.keyfuse.ingest.UsageEvents.tokens;
import static io.keyfuse.ingest.validate.RejectReason.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageValidatorTest {
  private static final String SK = "sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7";

  private final UsageValidator validator = new UsageValidator(UsageLimits.defaults());

  @Test
  void shouldPassAnOrdinaryCall() {
    assertThat(validator.check(KEY, call("e").build(), NOW)).isNull();
  }

  @Test
  void shouldPassABucketWithoutRequests() {
    assertThat(validator.check(KEY, bucket("e", 0, 0, 0).build(), NOW)).isNull();
  }

  @Test
  void shouldPassAReplayOfYearsAgo() {
    Instant old = Instant.parse("2023-11-16T18:15:46Z");

    assertThat(validator.check(KEY, call("e").setOccurredAt(old).setObservedAt(old).build(), NOW))
        .isNull();
  }

  @Test
  void shouldPassACorrectionOnTheBill() {
    UsageEvent event =
        call("e").setSource(UsageSource.BILLING_EXPORT).setCost(reported(-5)).build();

    assertThat(validator.check(KEY, event, NOW)).isNull();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(MISSING_FIELD, "event_id", call("")),
        arguments(TEXT_TOO_LONG, "event_id", call("x".repeat(129))),
        arguments(INVALID_TEXT, "event_id", call("a\u0000b")),
        arguments(MISSING_FIELD, "feed", call("e").setFeed("")),
        arguments(MISSING_FIELD, "credential.provider", key("", "a", "k")),
        arguments(INVALID_TEXT, "credential.provider", key("Open AI", "a", "k")),
        arguments(INVALID_TEXT, "credential.provider", key("open:ai", "a", "k")),
        arguments(MISSING_FIELD, "credential.account", key("openai", "", "k")),
        arguments(INVALID_TEXT, "credential.account", key("openai", "a:b", "k")),
        arguments(INVALID_TEXT, "credential.account", key("openai", "a b", "k")),
        arguments(MISSING_FIELD, "credential.key_id", key("openai", "a", "")),
        arguments(INVALID_TEXT, "credential.key_id", key("openai", "a", "k 1")),
        arguments(TEXT_TOO_LONG, "credential.key_id", key("openai", "a", "k".repeat(257))),
        arguments(SECRET_IN_EVENT, "credential.key_id", key("openai", "a", SK)),
        arguments(SECRET_IN_EVENT, "user", call("e").setUser(SK)),
        // The secret is named even where another field is faulty too.
        arguments(SECRET_IN_EVENT, "error_code", call("").setErrorCode("bad key " + SK)),
        arguments(TEXT_TOO_LONG, "user_agent", call("e").setUserAgent("x".repeat(257))),
        arguments(INVALID_TEXT, "tenant", call("e").setTenant("a\nb")),
        arguments(NEGATIVE_COUNT, "tokens.input", call("e").setTokens(tokens(-1, 0))),
        arguments(NEGATIVE_COUNT, "tokens.output", call("e").setTokens(tokens(0, -1))),
        arguments(ABSURD_COUNT, "tokens.input", call("e").setTokens(tokens(1_000_000_000_001L, 0))),
        arguments(TOKENS_INCONSISTENT, "tokens.input", split(10, 6, 5, 0, 0, 0)),
        arguments(TOKENS_INCONSISTENT, "tokens.cache_write_1h", split(10, 0, 5, 6, 0, 0)),
        arguments(TOKENS_INCONSISTENT, "tokens.reasoning", split(0, 0, 0, 0, 5, 6)),
        arguments(INVALID_REQUEST_COUNT, "request_count", call("e").setRequestCount(0)),
        arguments(INVALID_REQUEST_COUNT, "request_count", bucket("e", -1, 0, 0)),
        arguments(ABSURD_COUNT, "request_count", call("e").setRequestCount(Long.MAX_VALUE)),
        arguments(ABSURD_COST, "cost_usd", call("e").setCost(reported(1_000_000_000_000_001L))),
        arguments(ABSURD_COST, "cost_usd", call("e").setCost(reported(-1))),
        arguments(TIME_IN_FUTURE, "occurred_at", call("e").setOccurredAt(NOW.plusSeconds(601))),
        arguments(TIME_IN_FUTURE, "observed_at", call("e").setObservedAt(NOW.plusSeconds(601))),
        arguments(
            TIME_TOO_OLD, "occurred_at", call("e").setOccurredAt(Instant.ofEpochMilli(1762084800))),
        arguments(INVALID_BUCKET, "bucket.width_ms", width(0)),
        arguments(INVALID_BUCKET, "bucket.width_ms", width(-1)),
        arguments(INVALID_BUCKET, "bucket.width_ms", width(Duration.ofDays(31).toMillis() + 1)),
        arguments(
            INVALID_BUCKET, "occurred_at", bucket("e", 1, 1, 1).setOccurredAt(NOW.minusMillis(1))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("faults")
  void shouldNameTheFault(RejectReason reason, String field, UsageEvent.Builder event) {
    Rejection found = validator.check(event.build(), NOW);

    assertThat(found).extracting(Rejection::reason).isEqualTo(reason);
    assertThat(found).extracting(Rejection::field).isEqualTo(field);
    assertThat(found).asString().contains(field).doesNotContain(SK);
  }

  @Test
  void shouldRefuseAKeyOfAnotherCredential() {
    assertThat(validator.check("openai:proj_a:key_2", call("e").build(), NOW))
        .extracting(Rejection::reason)
        .isEqualTo(KEY_MISMATCH);
  }

  @Test
  void shouldRefuseMissingKeysAndValues() {
    assertThat(validator.check(null, call("e").build(), NOW))
        .extracting(Rejection::field)
        .isEqualTo("key");
    assertThat(validator.check(KEY, null, NOW)).extracting(Rejection::field).isEqualTo("value");
  }

  @Test
  void shouldSeeASecretInTheRecordsKey() {
    assertThat(validator.check("openai:a:" + SK, null, NOW))
        .extracting(Rejection::reason)
        .isEqualTo(SECRET_IN_EVENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-aB3dE5gH7jK9mN1pQ3sT5vX7zA2cD4fG6hJ8kL0mN2pQ4rS6",
        "sk-proj-aB3d_E5gH-7jK9mN1pQ3sT5vX7",
        "sk-ant-api03-aB3dE5gH7jK9mN1pQ3sT5vX7-aB3dE5gH7jK9mN1pQ",
        "sk-or-v1-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sk-0123456789abcdef0123456789abcdef",
        "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",
        "AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
        "xai-aB3dE5gH7jK9mN1pQ3sT5vX7zA2cD4fG6hJ8kL0m",
        "hf_aBcDeFgHiJkLmNoPqRsTuVwXyZ12345678",
        "ABSKQmVkcm9ja0FQSUtleS1hYmNkZWYxMjM0NTY3ODkw",
        "Bearer aB3dE5gH7jK9mN1pQ3sT5vX7",
        "key=sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7;x",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2ln",
        "-----BEGIN PRIVATE KEY-----",
      })
  void shouldRecogniseSecrets(String text) {
    assertThat(SecretShape.isIn(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key_abc123DEF456ghi789JKL",
        "apikey_01Rj2N8SVvo6BePZj99NhmiT",
        "AKIAIOSFODNN7EXAMPLE",
        "ASIAIOSFODNN7EXAMPLE",
        "ACCAEXAMPLE123EXAMPLE",
        "99ea61d6-048c-6bb4-014b-b44b06d25d8e",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "apikey:0123abcd-0123-abcd-0123-0123456789ab",
        "sk-abc...def",
        "sk-customer-support-agent-v2",
        "task-0123456789abcdef0123456789",
        "hf_tenant",
        "us.anthropic.claude-haiku-4-5-20251001-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-5",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0",
      })
  void shouldPassPublicIdentifiers(String text) {
    assertThat(SecretShape.isIn(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'max_cost_usd':0}          | max_cost_usd",
        "{'max_cost_usd':1e10}       | max_cost_usd",
        "{'max_count':0}             | max_count",
        "{'max_future':'-PT1S'}      | max_future",
        "{'max_bucket_width':'PT0S'} | max_bucket_width",
      })
  void shouldRefuseBoundsThatBoundNothing(String limits, String field) {
    assertThatThrownBy(() -> ConfigJson.read(UsageLimits.class, limits))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.limits." + field);
  }

  @Test
  void shouldFillInOmittedBounds() {
    assertThat(ConfigJson.read(UsageLimits.class, "{}")).isEqualTo(UsageLimits.defaults());
  }

  private static UsageEvent.Builder key(String provider, String account, String keyId) {
    return call("e").setCredential(new Credential(provider, account, keyId));
  }

  private static UsageEvent.Builder split(
      long in, long read, long write, long hour, long out, long reasoning) {
    return call("e").setTokens(tokens(in, read, write, hour, out, reasoning));
  }

  private static UsageEvent.Builder width(long ms) {
    return bucket("e", 1, 1, 1).setBucket(new Bucket(NOW, ms));
  }

  private static Cost reported(long nanos) {
    return new Cost(nanos, CostBasis.REPORTED);
  }
}
