package io.keyfuse.ingest.feed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which key follows which, from listings ten minutes apart. */
class KeyLineageTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(10);

  private KeyMemory memory = KeyMemory.NONE;
  private Instant now = NOON;

  @Test
  void shouldTellThatARegeneratedLiteLlmKeyFollowsTheOneWhoseRowItTook() {
    list(Map.of(proxy("h1"), row("checkout")));
    List<ContextEvent> first = list(Map.of(proxy("h2"), row("checkout")));
    List<ContextEvent> second = list(Map.of(proxy("h3"), row("checkout")));

    assertThat(first)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getKind()).isEqualTo(ContextKind.LINEAGE);
              assertThat(event.getScope()).isEqualTo("lineage/litellm:proxy-1:h2");
              assertThat(event.getCredential()).isEqualTo(proxy("h2"));
              assertThat(event.getAttributes())
                  .containsEntry("rotated_from", "litellm:proxy-1:h1")
                  .containsEntry("basis", "same_row");
            });
    assertThat(from(second)).containsExactly("litellm:proxy-1:h2");
  }

  @Test
  void shouldNotTakeABlockedKeyThatIsStillListedForOneThatLostItsRow() {
    Map<String, String> blocked = with(row("checkout"), "status", "blocked");

    assertThat(list(Map.of(proxy("h1"), blocked, proxy("h2"), row("checkout")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bot, bot",
    "bot, bot-2",
    "bot-1, bot-2",
    "bot, Bot (rotated)",
    "bot_2026-10-01, bot_2026-11-01",
    "bot v1, bot v2",
    "bot-old, bot"
  })
  void shouldTellWhatOneNameStemAndOneTimeSay(String older, String newer) {
    list(Map.of(key("a"), named(older, NOON.minusSeconds(86_400))));
    List<ContextEvent> told = list(Map.of(key("b"), named(newer, now.plusSeconds(60))));

    assertThat(from(told)).containsExactly("anthropic:ws:a");
    assertThat(told.get(0).getAttributes()).containsEntry("basis", "name_and_time");
  }

  @ParameterizedTest
  @CsvSource({"bot, robot", "bot2, bot3", "gpt-checkout, checkout", "v2, 3"})
  void shouldNotTakeOtherNamesForOne(String older, String newer) {
    list(Map.of(key("a"), named(older, NOON.minusSeconds(86_400))));

    assertThat(list(Map.of(key("b"), named(newer, now.plusSeconds(60))))).isEmpty();
  }

  @Test
  void shouldTellItOnceWhenTheOlderKeyIsDisabledAfterAnOverlap() {
    Map<String, String> older = named("bot", NOON.minusSeconds(86_400));
    Map<String, String> newer = named("bot-2", NOON.plusSeconds(60));
    list(Map.of(key("a"), older));
    assertThat(list(Map.of(key("a"), older, key("b"), newer))).isEmpty();
    Map<String, String> disabled = with(older, "status", "inactive");

    List<ContextEvent> told = list(Map.of(key("a"), disabled, key("b"), newer));

    assertThat(from(told)).containsExactly("anthropic:ws:a");
    assertThat(list(Map.of(key("a"), disabled, key("b"), newer))).isEmpty();
    assertThat(list(Map.of(key("b"), newer))).isEmpty();
  }

  @Test
  void shouldTellItWhenTheNewerKeyComesSomeHoursAfterTheOlderOneWent() {
    list(Map.of(key("a"), named("bot", NOON.minusSeconds(86_400))));
    list(Map.of());
    now = NOON.plus(Duration.ofHours(20));

    List<ContextEvent> told = list(Map.of(key("b"), named("bot", now.minusSeconds(30))));

    assertThat(from(told)).containsExactly("anthropic:ws:a");
  }

  @ParameterizedTest
  @CsvSource({"-25, false", "-23, true", "24, true", "26, false"})
  void shouldKeepToTheWindowAroundTheOlderKeysEnd(int hours, boolean isTold) {
    Instant made = NOON.plus(Duration.ofHours(hours));
    list(Map.of(key("a"), named("bot", NOON.minus(Duration.ofDays(9)))));
    list(Map.of());
    now = made.isAfter(now) ? made : now;

    assertThat(list(Map.of(key("b"), named("bot", made)))).hasSize(isTold ? 1 : 0);
  }

  @Test
  void shouldSayNothingWhereTwoKeysMayBeTheOlderOne() {
    Map<String, String> one = named("bot-1", NOON.minusSeconds(86_400));
    list(Map.of(key("a"), one, key("b"), named("bot-2", NOON.minusSeconds(86_000))));
    Map<String, String> newer = named("bot-3", NOON.plusSeconds(60));

    assertThat(list(Map.of(key("c"), newer))).isEmpty();
    now = NOON.plus(Duration.ofHours(47));
    assertThat(list(Map.of(key("c"), newer))).isEmpty();
    assertThat(list(Map.of(key("c"), newer))).isEmpty();
  }

  @Test
  void shouldSayNothingWhereTwoKeysMayBeTheNewerOneOrASiblingStays() {
    Map<String, String> old = named("bot-1", NOON.minusSeconds(86_400));
    list(Map.of(key("a"), old));

    assertThat(
            list(
                Map.of(
                    key("b"),
                    named("bot-2", NOON.plusSeconds(60)),
                    key("c"),
                    named("bot-3", NOON.plusSeconds(90)))))
        .isEmpty();
  }

  @Test
  void shouldNotMatchAcrossAccountsAndOwnersNorOnWhatIsMissing() {
    Map<String, String> old = named("bot", NOON.minusSeconds(86_400));
    Map<String, String> newer = named("bot", NOON.plusSeconds(60));
    Credential elsewhere = new Credential("anthropic", "other", "b");

    assertThat(rotated(key("a"), old, elsewhere, newer)).isEmpty();
    assertThat(rotated(key("a"), old, key("b"), with(newer, "owner_id", "user_2"))).isEmpty();
    assertThat(rotated(key("a"), without(old, "owner_id"), key("b"), without(newer, "owner_id")))
        .isEmpty();
    assertThat(rotated(key("a"), without(old, "key_name"), key("b"), without(newer, "key_name")))
        .isEmpty();
    assertThat(rotated(key("a"), old, key("b"), without(newer, "created_at"))).isEmpty();
    assertThat(rotated(key("a"), old, key("b"), with(newer, "created_at", "yesterday"))).isEmpty();
    assertThat(rotated(key("a"), newer, key("b"), old)).isEmpty();
    assertThat(rotated(key("a"), old, key("b"), newer)).hasSize(1);
  }

  @Test
  void shouldTakeAServiceAccountsOnlyKeyForTheHeirOfItsLast() {
    Map<String, String> account = Map.of("owner_type", "service_account", "owner_id", "svc_1");
    Credential older = new Credential("openai", "p", "key_1");
    Credential newer = new Credential("openai", "p", "key_2");

    assertThat(
            rotated(
                older,
                with(account, "created_at", NOON.minusSeconds(86_400).toString()),
                newer,
                with(account, "created_at", NOON.plusSeconds(60).toString())))
        .extracting(event -> event.getAttributes().get("rotated_from"))
        .containsExactly("openai:p:key_1");
  }

  @Test
  void shouldGiveTheSameRotationTheSameId() {
    Map<String, String> old = named("bot", NOON.minusSeconds(86_400));
    Map<String, String> newer = named("bot-2", NOON.plusSeconds(60));
    String first = rotated(key("a"), old, key("b"), newer).get(0).getContextId();
    now = NOON.plusSeconds(3_600);

    assertThat(rotated(key("a"), old, key("b"), newer).get(0).getContextId()).isEqualTo(first);
    assertThat(rotated(key("a"), old, key("c"), newer).get(0).getContextId()).isNotEqualTo(first);
  }

  @Test
  void shouldNotDateAnEndThatNoListingSaw() {
    list(Map.of(key("a"), named("bot", NOON.minusSeconds(86_400))));
    now = NOON.plus(Duration.ofHours(25));

    assertThat(list(Map.of(key("b"), named("bot", now.minusSeconds(60))))).isEmpty();
  }

  private List<ContextEvent> rotated(
      Credential older, Map<String, String> old, Credential newer, Map<String, String> fresh) {
    memory = KeyMemory.NONE;
    list(Map.of(older, old));
    return list(Map.of(newer, fresh));
  }

  private List<ContextEvent> list(Map<Credential, Map<String, String>> listed) {
    KeyMemory before = memory;
    memory = before.after(listed, now);
    List<ContextEvent> told = KeyLineage.told(before, memory, now);
    now = now.plus(STEP);
    return told;
  }

  private static List<String> from(List<ContextEvent> told) {
    return told.stream().map(event -> event.getAttributes().get("rotated_from")).toList();
  }

  private static Credential key(String id) {
    return new Credential("anthropic", "ws", id);
  }

  private static Credential proxy(String hash) {
    return new Credential("litellm", "proxy-1", hash);
  }

  private static Map<String, String> row(String alias) {
    return Map.of("key_name", alias, "created_at", "2026-10-01T10:00:00.123456Z");
  }

  private static Map<String, String> named(String name, Instant made) {
    return Map.of(
        "key_name", name, "owner_id", "user_1", "status", "active", "created_at", made.toString());
  }

  private static Map<String, String> with(Map<String, String> of, String name, String value) {
    Map<String, String> changed = new HashMap<>(of);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, String> without(Map<String, String> of, String name) {
    Map<String, String> changed = new HashMap<>(of);
    changed.remove(name);
    return changed;
  }
}
