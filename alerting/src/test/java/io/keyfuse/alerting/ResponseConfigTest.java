package io.keyfuse.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.alerting.audit.AuditConfig;
import io.keyfuse.alerting.incident.DeskConfig;
import io.keyfuse.alerting.notify.NotifyConfig;
import io.keyfuse.alerting.policy.PolicyConfig;
import io.keyfuse.alerting.policy.PolicySubject;
import io.keyfuse.alerting.sign.SigningConfig;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Policy;
import io.keyfuse.schemas.v1.PolicyMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ResponseConfigTest {
  @Test
  void shouldObserveEveryKeyByDefault() {
    Credential any = new Credential("google", "p", "k");

    assertThat(ResponseConfig.defaults().book().bestFor(new PolicySubject(any, null, null, null)))
        .map(Policy::getMode)
        .contains(PolicyMode.OBSERVE);
  }

  @Test
  void shouldAllowEachProviderItsLag() {
    assertThat(DeskConfig.defaults().lagOf("litellm")).isEqualTo(Duration.ofSeconds(90));
    assertThat(DeskConfig.defaults().lagOf("openai")).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void shouldNameThePathOfAFault() {
    faulty("response.policies[1].name", () -> config(List.of(policy("a"), policy("")), List.of()));
    faulty("response.protected_keys[0]", () -> config(List.of(), List.of("a*b")));
    faulty("response.incidents.default_lag", () -> desk(Map.of(), -1, 1));
    faulty("response.incidents.provider_lag.aws", () -> desk(Map.of("aws", days(8)), 1, 1));
    faulty("response.incidents.max_watched", () -> desk(Map.of(), 1, 0));
  }

  private static PolicyConfig policy(String name) {
    return PolicyConfig.of(name, PolicyMode.ENFORCE);
  }

  private static Duration days(long days) {
    return Duration.ofDays(days);
  }

  private static ResponseConfig config(List<PolicyConfig> policies, List<String> shielded) {
    return new ResponseConfig(
        policies,
        shielded,
        SigningConfig.defaults(),
        DeskConfig.defaults(),
        NotifyConfig.defaults(),
        AuditConfig.defaults());
  }

  private static DeskConfig desk(Map<String, Duration> lags, long lagSeconds, int watched) {
    return new DeskConfig(
        lags, Duration.ofSeconds(lagSeconds), Duration.ZERO, Duration.ZERO, watched);
  }

  private static void faulty(String field, ThrowingCallable making) {
    assertThatThrownBy(making)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(field + ": ");
  }
}
