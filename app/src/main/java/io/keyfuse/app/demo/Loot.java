package io.keyfuse.app.demo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a thief got out of a key, by the stand-in's own books: the rows on models that the key's
 * owner does not use.
 *
 * @param calls answered calls
 * @param refused refused calls
 * @param costNanos nano-US-dollars
 */
record Loot(long calls, long refused, long costNanos) {
  static Loot of(DemoKey key, List<LedgerRow> rows) {
    Set<String> own =
        key.habit().models().stream().map(ModelHabit::model).collect(Collectors.toSet());
    List<LedgerRow> stolen =
        rows.stream().filter(row -> row.isOf(key) && !own.contains(row.model())).toList();
    return new Loot(
        stolen.stream().mapToLong(row -> row.totals().calls()).sum(),
        stolen.stream().mapToLong(LedgerRow::refused).sum(),
        stolen.stream().mapToLong(LedgerRow::costNanos).sum());
  }
}
