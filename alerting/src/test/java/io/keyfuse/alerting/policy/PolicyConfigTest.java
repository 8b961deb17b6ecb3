package io.keyfuse.alerting.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Policy;
import io.keyfuse.schemas.v1.PolicyMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PolicyConfigTest {
  private static final RungConfig SUSPEND = RungConfig.of(CommandAction.SUSPEND);

  @Test
  void shouldObserveAndSuspendLateByDefault() {
    Policy policy = PolicyConfig.defaults().toPolicy("p");

    assertThat(policy.getMode()).isEqualTo(PolicyMode.OBSERVE);
    assertThat(policy.getCommandTtlMs()).isEqualTo(900_000);
    assertThat(policy.getQuietMs()).isEqualTo(600_000);
    assertThat(policy.getLadder())
        .singleElement()
        .satisfies(
            rung -> {
              assertThat(rung.getAction()).isEqualTo(CommandAction.SUSPEND);
              assertThat(rung.getMinProbability()).isEqualTo(0.9);
              assertThat(rung.getAfterMs()).isZero();
            });
  }

  @Test
  void shouldObserveWithoutAnyPolicy() {
    assertThat(PolicyList.check("response.policies", List.of()))
        .singleElement()
        .extracting(Policy::getMode)
        .isEqualTo(PolicyMode.OBSERVE);
  }

  @Test
  void shouldCarryEveryFieldOver() {
    RungConfig cap =
        new RungConfig(CommandAction.CAP, Duration.ofSeconds(5), 0.7, Map.of("limit_usd", "25.00"));

    Policy policy = ladder(List.of(cap, SUSPEND)).toPolicy("p");

    assertThat(policy.getLadder()).hasSize(2);
    assertThat(policy.getLadder().get(0).getAfterMs()).isEqualTo(5_000);
    assertThat(policy.getLadder().get(0).getParameters()).containsEntry("limit_usd", "25.00");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRungs")
  void shouldNameThePathOfABrokenRung(String field, RungConfig rung) {
    broken("response.policies[0].ladder[0]." + field, ladder(List.of(rung)));
  }

  static Stream<Arguments> brokenRungs() {
    return Stream.of(
        Arguments.of("action", RungConfig.of(CommandAction.RESTORE)),
        Arguments.of("action", RungConfig.of(CommandAction.UNSPECIFIED)),
        Arguments.of("after", rung(Duration.ofSeconds(-1), 0.5, Map.of())),
        Arguments.of("min_probability", rung(Duration.ZERO, 0.0, Map.of())),
        Arguments.of("min_probability", rung(Duration.ZERO, 1.1, Map.of())),
        Arguments.of("min_probability", rung(Duration.ZERO, Double.NaN, Map.of())),
        Arguments.of("parameters.limit_usd", RungConfig.of(CommandAction.CAP)),
        Arguments.of("parameters.limit_usd", rung(Duration.ZERO, 0.5, Map.of("limit_usd", "ten"))),
        Arguments.of("parameters.limit_usd", rung(Duration.ZERO, 0.5, Map.of("limit_usd", "-1"))));
  }

  @Test
  void shouldNameThePathOfEveryOtherFault() {
    String p = "response.policies[0].";
    List<String> none = List.of();

    broken(p + "name", PolicyConfig.of(" ", PolicyMode.OBSERVE));
    broken(p + "version", with(0, PolicyMatchConfig.defaults(), none, null));
    broken(p + "quiet", with(1, PolicyMatchConfig.defaults(), none, Duration.ZERO));
    broken(p + "protected_keys[0]", with(1, PolicyMatchConfig.defaults(), List.of("a*b"), null));
    broken(p + "match.keys[0]", with(1, keys("openai:key_1"), none, null));
    broken(p + "match.providers[0]", with(1, providers("OpenAI"), none, null));
    broken(p + "ladder", ladder(List.of()));
    broken(p + "ladder[1].action", ladder(List.of(SUSPEND, rung(Duration.ZERO, 0.5, Map.of()))));
    broken(p + "ladder", ladder(java.util.Collections.nCopies(9, SUSPEND)));
  }

  @Test
  void shouldRefuseTwoPoliciesOfOneName() {
    PolicyConfig twice = PolicyConfig.of("p", PolicyMode.ENFORCE);

    assertThatThrownBy(() -> PolicyList.check("response.policies", List.of(twice, twice)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("response.policies[1].name: ");
  }

  private static void broken(String field, PolicyConfig config) {
    assertThatThrownBy(() -> PolicyList.check("response.policies", List.of(config)))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  private static RungConfig rung(Duration after, double least, Map<String, String> parameters) {
    return new RungConfig(CommandAction.THROTTLE, after, least, parameters);
  }

  private static PolicyMatchConfig keys(String key) {
    return new PolicyMatchConfig(List.of(), List.of(), List.of(), List.of(), List.of(key));
  }

  private static PolicyMatchConfig providers(String name) {
    return new PolicyMatchConfig(List.of(name), List.of(), List.of(), List.of(), List.of());
  }

  private static PolicyConfig ladder(List<RungConfig> ladder) {
    PolicyConfig base = PolicyConfig.of("p", PolicyMode.ENFORCE);
    return new PolicyConfig(
        "p",
        1,
        1,
        PolicyMode.ENFORCE,
        base.match(),
        List.of(),
        ladder,
        base.commandTtl(),
        base.quiet());
  }

  private static PolicyConfig with(
      int version, PolicyMatchConfig match, List<String> shielded, @Nullable Duration quiet) {
    PolicyConfig base = PolicyConfig.defaults();
    return new PolicyConfig(
        "p",
        version,
        1,
        PolicyMode.OBSERVE,
        match,
        shielded,
        base.ladder(),
        base.commandTtl(),
        quiet == null ? base.quiet() : quiet);
  }
}
