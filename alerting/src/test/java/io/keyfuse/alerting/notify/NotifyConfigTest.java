package io.keyfuse.alerting.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.v1.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NotifyConfigTest {
  private static final Map<String, String> ENV =
      Map.of(
          "SECRET", "a-secret-of-enough-length",
          "SHORT", "short",
          "URL", "https://hooks.example.com/T0/secret-part",
          "BAD_URL", "hooks secret-part");
  private static final SecretRef SECRET = new SecretRef("SECRET", null);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void shouldResolveAddressAndSecretFromWhereTheyAre() {
    List<WebhookTarget> targets =
        NotifyConfig.of(
                List.of(
                    webhook("a", "https://example.com/hook", null, SECRET),
                    webhook("b", null, new SecretRef("URL", null), SECRET)))
            .resolve("response.notification", ENV);

    assertThat(targets).extracting(WebhookTarget::name).containsExactly("a", "b");
    assertThat(targets.get(1).address()).hasHost("hooks.example.com");
    assertThat(targets.toString()).doesNotContain("secret");
  }

  @Test
  void shouldNameThePathOfEveryFaultAndNoSecret() {
    SecretRef badUrl = new SecretRef("BAD_URL", null);
    faulty("name", webhook("a b", "https://h", null, SECRET));
    faulty("url", webhook("a", null, null, SECRET));
    faulty("url", webhook("a", "https://h", new SecretRef("URL", null), SECRET));
    faulty("url", webhook("a", "ftp://h/x", null, SECRET));
    faulty("url", webhook("a", "https:///no-host", null, SECRET));
    faulty("url", webhook("a", null, badUrl, SECRET));
    faulty("url_ref", webhook("a", null, new SecretRef("NOT_SET", null), SECRET));
    faulty("secret", webhook("a", "https://h", null, null));
    faulty("secret", webhook("a", "https://h", null, new SecretRef("NOT_SET", null)));
    faulty("secret", webhook("a", "https://h", null, new SecretRef("SHORT", null)));
  }

  @Test
  void shouldRefuseTwoWebhooksOfOneName() {
    WebhookConfig twice = webhook("a", "https://h", null, SECRET);

    assertThatThrownBy(
            () -> NotifyConfig.of(List.of(twice, twice)).resolve("response.notification", ENV))
        .hasMessageStartingWith("response.notification.webhooks[1].name: ");
  }

  @Test
  void shouldRefuseTimesThatCannotWork() {
    refused("timeout", () -> config(Duration.ZERO, 3, SECOND));
    refused("max_attempts", () -> config(SECOND, 0, SECOND));
    refused("backoff", () -> config(SECOND, 3, Duration.ZERO));
    refused("max_backoff", () -> config(SECOND, 3, Duration.ofSeconds(15)));
    // Ten times 10 s and 15 s of back-off would lose the consumer's place in its group.
    refused("max_attempts", () -> config(Duration.ofSeconds(10), 10, SECOND));
    refused(
        "max_age",
        () -> new NotifyConfig(List.of(), SECOND, 1, SECOND, Duration.ofSeconds(2), Duration.ZERO));
  }

  private static NotifyConfig config(Duration timeout, int attempts, Duration backoff) {
    return new NotifyConfig(
        List.of(), timeout, attempts, backoff, Duration.ofSeconds(15), Duration.ofHours(1));
  }

  private static WebhookConfig webhook(
      String name, @Nullable String url, @Nullable SecretRef ref, @Nullable SecretRef secret) {
    return new WebhookConfig(name, url, ref, secret, Severity.INFO);
  }

  private static void faulty(String field, WebhookConfig webhook) {
    assertThatThrownBy(
            () -> NotifyConfig.of(List.of(webhook)).resolve("response.notification", ENV))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("response.notification.webhooks[0]." + field + ": ")
        .hasMessageNotContaining("secret-part");
  }

  private static void refused(String field, ThrowingCallable making) {
    assertThatThrownBy(making)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("response.notification." + field + ": ");
  }
}
