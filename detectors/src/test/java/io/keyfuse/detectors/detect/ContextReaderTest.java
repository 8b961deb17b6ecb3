package io.keyfuse.detectors.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.detectors.detect.ContextReader.Addressed;
import io.keyfuse.detectors.state.FleetMessage;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextReaderTest {
  private static final String KEY = "openai:proj_1:key_1";
  private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
  private static final long AT_MS = AT.toEpochMilli();
  private static final Instant END = AT.plus(Duration.ofDays(14));

  @Test
  void shouldTellThePredecessorOfItsHeir() {
    ContextEvent event =
        about(ContextKind.LINEAGE, Map.of("rotated_from", "openai:proj_1:key_0"))
            .setScope("lineage/" + KEY)
            .build();

    assertThat(ContextReader.forKey(event))
        .isEqualTo(new Addressed("openai:proj_1:key_0", new KeyMessage.Bequeath(KEY)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void shouldReadAPlannedChange(int factor) {
    ContextEvent event = change(Integer.toString(factor), END);

    assertThat(ContextReader.forKey(event))
        .isEqualTo(new Addressed(KEY, new KeyMessage.Change(factor, END.toEpochMilli())));
  }

  @Test
  void shouldReadALeakReport() {
    assertThat(ContextReader.forKey(about(ContextKind.LEAK_REPORT, Map.of()).build()))
        .isEqualTo(new Addressed(KEY, new KeyMessage.Leaked(AT_MS)));
  }

  @Test
  void shouldReadWhetherAKeyIsACanary() {
    assertThat(canary(Map.of("canary", "true")))
        .isEqualTo(new Addressed(KEY, new KeyMessage.Canary(true)));
    assertThat(canary(Map.of("canary", "false")))
        .isEqualTo(new Addressed(KEY, new KeyMessage.Canary(false)));
    assertThat(canary(Map.of("owner", "support"))).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = ContextKind.class,
      names = {"FEED_HEARTBEAT", "UNSPECIFIED"})
  void shouldReadNothingFromKindsThatSayNothing(ContextKind kind) {
    assertThat(ContextReader.forKey(about(kind, Map.of("canary", "true")).build())).isNull();
  }

  @ParameterizedTest
  @EnumSource(ContextKind.class)
  void shouldTellNoKeyOfWhatIsAboutNone(ContextKind kind) {
    assertThat(ContextReader.forKey(about(kind, Map.of()).setCredential(null).build())).isNull();
  }

  @Test
  void shouldNameTheOlderKeyWhereItIsMissing() {
    assertThatThrownBy(
            () -> ContextReader.forKey(about(ContextKind.LINEAGE, Map.of("owner", "a")).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("context: rotated_from is missing; write the older key's credential id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1", "21", "-4", "4.5", "many", "99999999999"})
  void shouldNameAFactorOutOfBounds(String factor) {
    assertThatThrownBy(() -> ContextReader.forKey(change(factor, END)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("context: factor is " + factor + "; write how many times the usual, 2 to 20");
  }

  @Test
  void shouldNameAFactorThatIsMissing() {
    ContextEvent event = about(ContextKind.CHANGE_WINDOW, Map.of()).setExpiresAt(END).build();

    assertThatThrownBy(() -> ContextReader.forKey(event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("factor is null; write how many times the usual");
  }

  @Test
  void shouldNameAnEndThatIsMissingOrTooFar() {
    for (Instant end : new Instant[] {null, END.plusMillis(1)}) {
      assertThatThrownBy(() -> ContextReader.forKey(change("4", end)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("context: expires_at must be set, to at most 14 days after at");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip_allowlist.config.deactivated",
        "ip_allowlist.deleted",
        "rate_limit.deleted",
        "spend_limit.removed",
        "spend_alert.disabled",
        "logging.disabled",
        "budget.deleted"
      })
  void shouldTellOfAGuardThatWasTakenAway(String type) {
    assertThat(ContextReader.forKey(audit(type).build()))
        .isEqualTo(new Addressed(KEY, new KeyMessage.Unguarded(AT_MS)));
    assertThat(ContextReader.forFleet(audit(type).build())).as("one key's only").isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_key.created",
        "api_key.deleted",
        "rate_limit.updated",
        "ip_allowlist.config.activated",
        "ip_allowlist.created",
        "project.deleted",
        "deleted.rate_limit.kept"
      })
  void shouldTellNobodyOfOtherEntries(String type) {
    assertThat(ContextReader.forKey(audit(type).build())).isNull();
    assertThat(ContextReader.forFleet(ofAccount(audit(type), type))).isNull();
  }

  @Test
  void shouldTellNobodyOfAnEntryWithoutType() {
    assertThat(ContextReader.forKey(about(ContextKind.PROVIDER_AUDIT, Map.of()).build())).isNull();
  }

  @Test
  void shouldTellTheFleetOfAGuardOfAnAccount() {
    String type = "rate_limit.deleted";

    assertThat(ContextReader.forFleet(ofAccount(audit(type), type)))
        .isEqualTo(new FleetMessage.Unguarded("openai:acct", AT_MS));
    assertThat(ContextReader.forFleet(audit(type).setCredential(null).setScope("acct").build()))
        .as("a scope without account")
        .isNull();
  }

  private static @Nullable Addressed canary(Map<String, String> attributes) {
    return ContextReader.forKey(about(ContextKind.INVENTORY, attributes).build());
  }

  private static ContextEvent change(String factor, @Nullable Instant end) {
    return about(ContextKind.CHANGE_WINDOW, Map.of("factor", factor)).setExpiresAt(end).build();
  }

  private static ContextEvent.Builder audit(String type) {
    return about(ContextKind.PROVIDER_AUDIT, Map.of("type", type));
  }

  private static ContextEvent ofAccount(ContextEvent.Builder entry, String type) {
    return entry.setCredential(null).setScope("audit/openai:acct/" + type).build();
  }

  private static ContextEvent.Builder about(ContextKind kind, Map<String, String> attributes) {
    return ContextEvent.newBuilder()
        .setContextId("context-1")
        .setKind(kind)
        .setScope(KEY)
        .setCredential(CredentialId.parse(KEY))
        .setAt(AT)
        .setAttributes(attributes)
        .setSource("test");
  }
}
