package io.keyfuse.alerting.audit;

import java.util.List;

/**
 * What the log must hold beside what it proves itself. Immutable and thread-safe.
 *
 * @param whole true when every chain must begin at sequence 1: retention took nothing yet
 * @param witnesses ends of chains that an earlier verification saw
 */
public record Expectation(boolean whole, List<Witness> witnesses) {
  /**
   * The end of a chain at some earlier time, kept where nobody who can change the log can change
   * it.
   *
   * @param chain its name, as {@link ChainSpan} has it
   * @param last its last sequence then
   * @param hash the hash of that record
   */
  public record Witness(String chain, long last, String hash) {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is no chain's
     */
    public Witness {
      if (!Seal.isChain(chain)) {
        throw new IllegalArgumentException("'" + chain + "' is no name of a chain");
      }
    }

    int partition() {
      return ChainSpan.partitionOf(chain);
    }
  }

  /** Copies the list. */
  public Expectation {
    witnesses = List.copyOf(witnesses);
  }

  /** Returns the expectation of nothing beyond the log itself. */
  public static Expectation none() {
    return new Expectation(false, List.of());
  }

  Expectation of(int partition) {
    return new Expectation(
        whole, witnesses.stream().filter(w -> w.partition() == partition).toList());
  }
}
