package io.keyfuse.alerting.audit;

import java.util.List;

/**
 * The result of a verification. Immutable and thread-safe.
 *
 * @param records how many were read
 * @param chains what is good of every chain, by partition, in their order
 * @param flaws at most one of each partition
 */
public record AuditReport(long records, List<ChainSpan> chains, List<Flaw> flaws) {
  /** Copies the lists. */
  public AuditReport {
    chains = List.copyOf(chains);
    flaws = List.copyOf(flaws);
  }

  /** Returns true when nothing is wrong. */
  public boolean isClean() {
    return flaws.isEmpty();
  }
}
