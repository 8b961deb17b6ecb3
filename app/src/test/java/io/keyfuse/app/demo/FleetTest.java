package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.demo.DemoKey.Role;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FleetTest {
  private final Keyring keyring = Stories.scenario().keyring();
  private final Fleet fleet = Fleet.of(Stories.SEED, keyring);

  @Test
  void shouldHaveFiftyBenignKeysAndTwoVictims() {
    Map<Role, Long> roles =
        fleet.keys().stream().collect(Collectors.groupingBy(DemoKey::role, Collectors.counting()));

    assertThat(roles)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Role.BENIGN, 50L, Role.VICTIM_A4, 1L, Role.VICTIM_A1, 1L));
    assertThat(fleet.keys()).extracting(DemoKey::id).doesNotHaveDuplicates();
    assertThat(fleet.keys())
        .extracting(key -> key.credential().getProvider())
        .contains("openai", "anthropic", "litellm");
    assertThat(fleet.keys()).extracting(key -> key.owner().tenant()).contains("acme", "umbra");
  }

  @Test
  void shouldBeTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(Fleet.of(Stories.SEED, keyring).keys()).isEqualTo(fleet.keys());
    assertThat(Fleet.of(Stories.SEED + 1, keyring).keys()).isNotEqualTo(fleet.keys());
  }

  @Test
  void shouldNameALiteLlmKeyByTheHashOfItsSecret() {
    DemoKey key =
        fleet.keys().stream()
            .filter(one -> one.credential().getProvider().equals("litellm"))
            .findFirst()
            .orElseThrow();

    assertThat(key.credential().getKeyId())
        .isEqualTo(Keyring.sha256(keyring.secret("litellm", key.index())));
  }

  @Test
  void shouldNeverShowASecret() {
    String shown = fleet.keys().toString() + keyring + Stories.scenario();

    assertThat(fleet.keys())
        .allSatisfy(
            key ->
                assertThat(shown)
                    .doesNotContain(keyring.secret(key.credential().getProvider(), key.index())));
    assertThat(shown).doesNotContain(Stories.scenario().keyringRoot());
  }
}
