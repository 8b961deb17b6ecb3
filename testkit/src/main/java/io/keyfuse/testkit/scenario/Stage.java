package io.keyfuse.testkit.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where plots are played: the calendar, the keys that no plot has yet, and what has been played.
 * Confined to the thread that builds the set.
 */
final class Stage {
  private final Span whole;
  private final long warmupEndMillis;
  private final Draw draw;
  private final List<KeyPlan> keys;
  private final List<KeyPlan> free;
  private final List<Theft> thefts = new ArrayList<>();
  private final List<LookAlike> lookAlikes = new ArrayList<>();
  private @Nullable Long pinnedMillis;

  Stage(Span whole, long warmupEndMillis, List<KeyPlan> keys, Draw draw) {
    this.whole = whole;
    this.warmupEndMillis = warmupEndMillis;
    this.keys = List.copyOf(keys);
    this.free = new ArrayList<>(keys);
    this.draw = draw;
    draw.shuffle(free);
  }

  Draw draw() {
    return draw;
  }

  Span whole() {
    return whole;
  }

  Span judged() {
    return new Span(warmupEndMillis, whole.toMillis());
  }

  List<KeyPlan> keys() {
    return keys;
  }

  List<Theft> thefts() {
    return thefts;
  }

  List<LookAlike> lookAlikes() {
    return lookAlikes;
  }

  /** From now on every plot that asks for a time begins then. */
  void pin(long startMillis) {
    pinnedMillis = startMillis;
  }

  /** A stretch of so many hours that starts evenly within the judged days and ends within them. */
  Span somewhen(double hours) {
    if (pinnedMillis != null) {
      return Span.of(pinnedMillis, hours).until(whole.toMillis());
    }
    long length = Math.round(hours * Span.HOUR);
    long last = whole.toMillis() - length - 30 * Span.MINUTE;
    return Span.of(draw.millis(warmupEndMillis, Math.max(warmupEndMillis + 1, last)), hours)
        .until(whole.toMillis());
  }

  /** Takes a key that no plot has yet; empty when none fits. */
  Optional<KeyPlan> take(Predicate<KeyPlan> fits) {
    Optional<KeyPlan> found = free.stream().filter(fits).findFirst();
    found.ifPresent(free::remove);
    return found;
  }

  List<KeyPlan> takeUpTo(int number, Predicate<KeyPlan> fits) {
    List<KeyPlan> taken = free.stream().filter(fits).limit(number).toList();
    free.removeAll(taken);
    return taken;
  }

  int freeKeys() {
    return free.size();
  }

  void theft(String kind, KeyPlan victim, List<Call> calls) {
    theft(kind, Map.of(victim, calls));
  }

  /** Victims to whom nothing happened, because no turn came to them, are left out. */
  void theft(String kind, Map<KeyPlan, List<Call>> calls) {
    Map<KeyPlan, List<Call>> hit = new LinkedHashMap<>();
    calls.forEach(
        (victim, theirs) -> {
          List<Call> within = theirs.stream().filter(call -> whole.holds(call.atMillis())).toList();
          if (within.stream().anyMatch(call -> call.origin() != Call.Origin.THIEF_RECON)) {
            hit.put(victim, within);
            victim.extra().addAll(within);
          }
        });
    if (!hit.isEmpty()) {
      thefts.add(new Theft(kind, hit));
    }
  }

  void lookAlike(String kind, KeyPlan key, Span span) {
    lookAlikes.add(new LookAlike(kind, List.of(key), span.until(whole.toMillis())));
  }

  void lookAlike(String kind, List<KeyPlan> several, Span span) {
    lookAlikes.add(new LookAlike(kind, several, span.until(whole.toMillis())));
  }
}
