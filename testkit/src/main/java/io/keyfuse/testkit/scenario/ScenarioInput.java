package io.keyfuse.testkit.scenario;

import java.util.List;

/**
 * What a detector may see of a scenario: rows in order of arrival, and the inventory. Immutable.
 */
public record ScenarioInput(List<UsageRow> rows, List<KeyIdentity> inventory) {
  public ScenarioInput {
    rows = List.copyOf(rows);
    inventory = List.copyOf(inventory);
  }
}
