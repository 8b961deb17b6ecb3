package io.keyfuse.console.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spend per minute of the last 60 closed minutes, oldest first. Money is US dollars as exact
 * decimal text.
 *
 * @param newestMinute start of the newest minute; null before the first window
 * @param totalUsd 60 totals over all keys
 * @param keys the 20 keys that spent most, dearest first
 * @param approximate true when there were more keys than are kept, so that late corrections of the
 *     cheapest may be counted twice
 */
public record SpendView(
    @Nullable Instant newestMinute,
    List<String> totalUsd,
    List<KeySpend> keys,
    boolean approximate) {

  /**
   * Spend per minute of one key.
   *
   * @param credentialId {@code provider:account:key_id}
   * @param sumUsd sum of the 60 minutes
   * @param spendUsd 60 values
   */
  public record KeySpend(String credentialId, String sumUsd, List<String> spendUsd) {}
}
