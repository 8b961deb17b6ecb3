package io.keyfuse.alerting.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Policy;
import io.keyfuse.schemas.v1.PolicyMatch;
import io.keyfuse.schemas.v1.PolicyMode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class PolicyBookTest {
  private static final Credential KEY = new Credential("openai", "proj_a", "key_1");
  private static final PolicySubject NOBODYS = new PolicySubject(KEY, null, null, null);

  @Test
  void shouldTakeTheLowestPriorityThatMatches() {
    PolicyBook book =
        new PolicyBook(
            List.of(
                policy("wide", 100, m -> m),
                policy("foreign", 1, m -> m.setProviders(List.of("anthropic"))),
                policy("near", 50, m -> m.setProviders(List.of("openai")))));

    assertThat(book.bestFor(NOBODYS)).map(Policy::getName).contains("near");
  }

  @Test
  void shouldBreakATieByNameWhateverTheOrder() {
    Policy a = policy("a", 10, m -> m);
    Policy b = policy("b", 10, m -> m);

    assertThat(new PolicyBook(List.of(a, b)).bestFor(NOBODYS)).contains(a);
    assertThat(new PolicyBook(List.of(b, a)).bestFor(NOBODYS)).contains(a);
  }

  @Test
  void shouldAndItsFieldsAndNeverMatchAnUnknownOwner() {
    PolicyBook book =
        new PolicyBook(
            List.of(
                policy("p", 1, m -> m.setTenants(List.of("acme")).setFeatures(List.of("chat")))));

    assertThat(book.bestFor(new PolicySubject(KEY, "acme", null, "chat"))).isPresent();
    assertThat(book.bestFor(new PolicySubject(KEY, "acme", null, "search"))).isEmpty();
    assertThat(book.bestFor(new PolicySubject(KEY, null, null, "chat"))).isEmpty();
    assertThat(book.bestFor(NOBODYS)).isEmpty();
  }

  @Test
  void shouldMatchKeysExactlyOrByTheirBeginning() {
    assertThat(matchesKey("openai:proj_a:key_1")).isTrue();
    assertThat(matchesKey("openai:proj_a:*")).isTrue();
    assertThat(matchesKey("*")).isTrue();
    assertThat(matchesKey("openai:proj_a:key_")).isFalse();
    assertThat(matchesKey("openai:proj_b:*")).isFalse();
  }

  private static boolean matchesKey(String pattern) {
    return new PolicyBook(List.of(policy("p", 1, m -> m.setKeys(List.of(pattern)))))
        .bestFor(NOBODYS)
        .isPresent();
  }

  private static Policy policy(
      String name, int priority, UnaryOperator<PolicyMatch.Builder> match) {
    return Policy.newBuilder()
        .setName(name)
        .setPriority(priority)
        .setMode(PolicyMode.OBSERVE)
        .setMatch(match.apply(PolicyMatch.newBuilder()).build())
        .build();
  }
}
