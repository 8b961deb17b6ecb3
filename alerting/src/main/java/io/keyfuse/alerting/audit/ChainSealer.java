package io.keyfuse.alerting.audit;

import io.keyfuse.alerting.sign.CommandSigner;
import io.keyfuse.alerting.sign.SignedPayload;
import org.jspecify.annotations.Nullable;

/** Appends records to chains and signs the checkpoints. Thread-safe. */
public final class ChainSealer {
  private final CommandSigner signer;
  private final int checkpointEvery;

  /** Signs each time at the latest after so many records, at least 1. */
  public ChainSealer(CommandSigner signer, int checkpointEvery) {
    this.signer = signer;
    this.checkpointEvery = checkpointEvery;
  }

  /**
   * One record appended.
   *
   * @param state where the chain ends now
   * @param seal what the record's headers are to say
   */
  public record Appended(ChainState state, Seal seal) {}

  /** Appends a record of these bytes. */
  public Appended append(ChainState before, byte[] key, byte[] value) {
    Link link = new Link(before.chain(), before.sequence() + 1, before.hash());
    String hash = link.hash(key, value);
    Checkpoint checkpoint = checkpoint(before, link, hash);
    long next = checkpoint == null ? before.nextCheckpoint() : checkpoint.next();
    return new Appended(
        new ChainState(link.chain(), link.sequence(), hash, next),
        new Seal(link, hash, checkpoint));
  }

  private @Nullable Checkpoint checkpoint(ChainState before, Link link, String hash) {
    if (link.sequence() < before.nextCheckpoint()) {
      return null;
    }
    long next = link.sequence() + checkpointEvery;
    byte[] body = Checkpoint.body(link, hash, next);
    return new Checkpoint(next, signer.sign(SignedPayload.CHECKPOINT, body));
  }
}
