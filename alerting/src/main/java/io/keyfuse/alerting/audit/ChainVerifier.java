package io.keyfuse.alerting.audit;

import io.keyfuse.alerting.sign.CommandVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Follows the chains of a log, record by record. Memory grows with partitions, not with records.
 * Never throws on hostile input. Used by one thread.
 */
public final class ChainVerifier {
  private final CommandVerifier signatures;
  private final Expectation expected;
  private final Map<Integer, PartitionCheck> partitions = new TreeMap<>();
  private long records;

  /**
   * @param signatures knows the trusted keys
   * @param expected what the log must hold beside what it proves itself
   */
  public ChainVerifier(CommandVerifier signatures, Expectation expected) {
    this.signatures = signatures;
    this.expected = expected;
    expected.witnesses().forEach(witness -> check(witness.partition()));
  }

  /** Takes the next record; those of a partition come in their order. */
  public void add(AuditEntry entry) {
    records++;
    check(entry.partition()).add(entry);
  }

  /** Says what was found; the last call. */
  public AuditReport finish() {
    List<ChainSpan> chains = new ArrayList<>();
    List<Flaw> flaws = new ArrayList<>();
    for (PartitionCheck partition : partitions.values()) {
      partition.finish().ifPresent(flaws::add);
      chains.addAll(partition.chains());
    }
    return new AuditReport(records, chains, flaws);
  }

  private PartitionCheck check(int partition) {
    return partitions.computeIfAbsent(
        partition, p -> new PartitionCheck(p, signatures, expected.of(p)));
  }
}
