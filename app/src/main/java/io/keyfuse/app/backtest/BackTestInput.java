package io.keyfuse.app.backtest;

import io.keyfuse.ingest.file.UsageMapping;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is played.
 *
 * @param files recorded usage, each file in order of arrival
 * @param mapping how lines become events; null when they are as {@code POST /v1/usage} takes them
 * @param inventory list of keys, or null when nothing is known of them
 * @param from usage that arrived before is left out
 * @param to usage that arrived at or after is left out
 */
public record BackTestInput(
    List<Path> files,
    @Nullable UsageMapping mapping,
    @Nullable Path inventory,
    Instant from,
    Instant to) {

  /** Copies the list. */
  public BackTestInput {
    files = List.copyOf(files);
  }

  RowFormat format() {
    return mapping == null ? new IntakeRowFormat() : new MappedRowFormat(mapping);
  }

  List<InventoryKey> keys() {
    String account =
        mapping == null
            ? "default"
            : mapping.constants().getOrDefault("credential.account", "default");
    return inventory == null ? List.of() : InventoryFile.read(inventory, account);
  }

  boolean covers(Instant arrival) {
    return !arrival.isBefore(from) && arrival.isBefore(to);
  }
}
