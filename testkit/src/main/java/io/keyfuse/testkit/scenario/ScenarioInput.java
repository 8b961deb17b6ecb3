package io.keyfuse.testkit.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a detector may see of a scenario: rows in order of arrival, and the inventory. Immutable.
 */
public record ScenarioInput(List<UsageRow> rows, List<KeyIdentity> inventory) {
  public ScenarioInput {
    rows = List.copyOf(rows);
    inventory = List.copyOf(inventory);
  }

  /**
   * Writes {@code usage.jsonl} and {@code keys.json} into the folder, as {@code keyfuse backtest}
   * reads them.
   *
   * @throws IOException when the folder cannot be written
   */
  public void write(Path folder) throws IOException {
    SetWriter.write(rows, inventory, folder);
  }
}
