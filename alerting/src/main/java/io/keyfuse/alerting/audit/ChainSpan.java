package io.keyfuse.alerting.audit;

/**
 * What was found good of one chain. Immutable and thread-safe.
 *
 * @param chain its name
 * @param first sequence of its first record that is left
 * @param last sequence of its last good record; below {@code first} when there is none
 * @param hash hash of that record
 * @param signedUpTo last sequence that a signature covers, 0 for none
 * @param nextCheckpoint sequence that must be signed, at the latest
 */
public record ChainSpan(
    String chain, long first, long last, String hash, long signedUpTo, long nextCheckpoint) {
  static ChainSpan before(Link link) {
    // What retention has cut off also took the promise of the next checkpoint.
    long next = link.sequence() == 1 ? 1 : Long.MAX_VALUE;
    long before = link.sequence() - 1;
    String hash = before == 0 ? Link.NO_HASH : link.previousHash();
    return new ChainSpan(link.chain(), link.sequence(), before, hash, 0, next);
  }

  ChainSpan with(Seal seal) {
    Checkpoint checkpoint = seal.checkpoint();
    long sequence = seal.link().sequence();
    return new ChainSpan(
        chain,
        first,
        sequence,
        seal.hash(),
        checkpoint == null ? signedUpTo : sequence,
        checkpoint == null ? nextCheckpoint : checkpoint.next());
  }

  /** Returns the partition that the chain's name begins with. */
  public int partition() {
    return partitionOf(chain);
  }

  static int partitionOf(String chain) {
    return Integer.parseInt(chain.substring(0, chain.indexOf('-')));
  }
}
