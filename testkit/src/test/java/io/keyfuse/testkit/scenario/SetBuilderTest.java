package io.keyfuse.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.testkit.scenario.KeyIdentity.Feeds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SetBuilderTest {
  private static final long SEED = 77;

  static Set<String> kinds() {
    return SetBuilder.KINDS;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldPlayAnyKindAlone(String kind) {
    LabelledSet set = SetBuilder.build(new SetPlan(SEED, 40, 14, Set.of(kind)));

    Set<String> played = new TreeSet<>();
    set.thefts().forEach(theft -> played.add(theft.kind()));
    set.lookAlikes().forEach(lookAlike -> played.add(lookAlike.kind()));
    assertThat(played).as("seed %d", SEED).contains(kind);
    played.removeAll(Set.of("B2", "B11"));
    assertThat(played).isSubsetOf(kind);
  }

  @Test
  void shouldCoverTheWholeCatalogueInAFullSet() {
    LabelledSet set = SetBuilder.build(new SetPlan(SEED, 150, 14, Set.of()));

    Set<String> played = set.thefts().stream().map(Theft::kind).collect(Collectors.toSet());
    set.lookAlikes().forEach(lookAlike -> played.add(lookAlike.kind()));
    assertThat(played).as("seed %d", SEED).containsAll(without(SetBuilder.KINDS, "B11"));
  }

  @Test
  void shouldShowATheftToTelemetryOnlyWhenItPassesTheGateway() {
    LabelledSet set = SetBuilder.build(new SetPlan(SEED, 150, 14, Set.of()));
    Set<String> owners = new HashSet<>();
    set.keys().forEach(key -> key.profile().callers().forEach(own -> owners.add(own.sourceIp())));

    for (Theft theft : set.thefts()) {
      for (KeyPlan victim : theft.calls().keySet()) {
        String keyId = victim.identity().keyId();
        boolean seen =
            rows(set, keyId, true).stream()
                .anyMatch(row -> row.caller() != null && !owners.contains(row.caller().sourceIp()));
        assertThat(seen)
            .as("%s on %s", theft.kind(), keyId)
            .isEqualTo(theft.inTelemetry() && victim.identity().feeds().telemetry());
        assertThat(theft.inTelemetry() || victim.identity().feeds().provider())
            .as("%s on %s shows in some feed", theft.kind(), keyId)
            .isTrue();
      }
    }
  }

  @Test
  void shouldLoseAndRepeatAsManyRowsAsTheCatalogueSays() {
    LabelledSet set = SetBuilder.build(new SetPlan(SEED, 60, 14, Set.of("B17")));
    List<UsageRow> telemetry = set.rows().stream().filter(UsageRow::telemetry).toList();
    List<UsageRow> provider = set.rows().stream().filter(row -> !row.telemetry()).toList();

    assertThat(repeats(telemetry)).isBetween(0.008, 0.022);
    assertThat(repeats(provider)).isBetween(0.001, 0.006);
    assertThat(coverage(set)).isBetween(0.985, 0.9995);
  }

  @Test
  void shouldDeliverTelemetryWithinMinutesAndBucketsMinutesAfterTheyClose() {
    LabelledSet set = SetBuilder.build(new SetPlan(SEED, 40, 14, Set.of("B17")));
    Set<String> seen = new HashSet<>();
    for (UsageRow row : set.rows()) {
      long late = row.arrivedAtMillis() - row.occurredAtMillis();
      if (!seen.add(row.eventId())) {
        continue;
      }
      if (row.telemetry()) {
        assertThat(late).isBetween(1L, 120_000L);
      } else {
        assertThat(row.occurredAtMillis() % 60_000).isZero();
        assertThat(late).isBetween(180_000L, 420_000L);
      }
    }
  }

  @Test
  void shouldHandARotatedKeysUseToItsHeir() {
    LabelledSet set = SetBuilder.build(new SetPlan(SEED, 40, 14, Set.of("B9")));
    List<KeyPlan> heirs =
        set.keys().stream().filter(key -> key.identity().rotatedFrom() != null).toList();

    assertThat(heirs).isNotEmpty();
    for (KeyPlan heir : heirs) {
      long born = heir.identity().createdAtMillis();
      String old = String.valueOf(heir.identity().rotatedFrom());
      assertThat(rows(set, heir.identity().keyId()))
          .allMatch(row -> row.occurredAtMillis() >= born - 60_000);
      assertThat(rows(set, old)).allMatch(row -> row.occurredAtMillis() < born + 31 * Span.HOUR);
    }
  }

  @Test
  void shouldGiveMostKeysBothFeeds() {
    LabelledSet set = SetBuilder.build(new SetPlan(SEED, 400, 14, Set.of("B3")));
    Map<Feeds, Long> feeds =
        set.keys().stream()
            .collect(Collectors.groupingBy(key -> key.identity().feeds(), Collectors.counting()));

    assertThat(feeds.get(new Feeds(true, true))).isBetween(260L, 340L);
    assertThat(feeds.get(new Feeds(true, false))).isBetween(20L, 65L);
    assertThat(feeds.get(new Feeds(false, true))).isBetween(35L, 90L);
  }

  private static List<UsageRow> rows(LabelledSet set, String keyId) {
    return set.rows().stream().filter(row -> row.key().keyId().equals(keyId)).toList();
  }

  private static List<UsageRow> rows(LabelledSet set, String keyId, boolean telemetry) {
    return rows(set, keyId).stream().filter(row -> row.telemetry() == telemetry).toList();
  }

  private static double repeats(List<UsageRow> rows) {
    long distinct = rows.stream().map(UsageRow::eventId).distinct().count();
    return (rows.size() - distinct) / (double) rows.size();
  }

  /** Requests that telemetry tells, of those that the provider tells, on keys with both. */
  private static double coverage(LabelledSet set) {
    Set<String> both =
        set.keys().stream()
            .filter(KeyPlan::hasBothFeeds)
            .map(key -> key.identity().keyId())
            .collect(Collectors.toSet());
    Map<Boolean, Long> requests = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (UsageRow row : set.rows()) {
      if (both.contains(row.key().keyId()) && seen.add(row.eventId())) {
        requests.merge(row.telemetry(), row.use().tokens().input(), Long::sum);
      }
    }
    return requests.getOrDefault(true, 0L) / (double) requests.getOrDefault(false, 1L);
  }

  private static Set<String> without(Set<String> kinds, String kind) {
    Set<String> others = new HashSet<>(kinds);
    others.remove(kind);
    return others;
  }
}
