package io.keyfuse.alerting.audit;

/**
 * Where a chain ends. Immutable and thread-safe.
 *
 * @param chain its name
 * @param sequence of its last record, 0 before the first
 * @param hash of its last record
 * @param nextCheckpoint sequence that is to be a checkpoint, at the latest
 */
public record ChainState(String chain, long sequence, String hash, long nextCheckpoint) {
  /**
   * Returns a chain without records; its first will be a checkpoint, so that only the holder of the
   * signing key begins one.
   *
   * @param partition of {@code keyfuse.decisions.v1}
   * @param atMs epoch milliseconds, so that a chain that had to begin anew has a name of its own
   */
  public static ChainState begin(int partition, long atMs) {
    return new ChainState(partition + "-" + atMs, 0, Link.NO_HASH, 1);
  }
}
