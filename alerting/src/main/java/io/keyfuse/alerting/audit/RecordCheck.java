package io.keyfuse.alerting.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.alerting.sign.CommandVerifier;
import io.keyfuse.alerting.sign.SignedPayload;
import io.keyfuse.alerting.sign.VerificationResult;
import java.util.Optional;

/** Checks one record against the chain before it. Stateless and thread-safe. */
final class RecordCheck {
  private final CommandVerifier signatures;

  RecordCheck(CommandVerifier signatures) {
    this.signatures = signatures;
  }

  /** Checks a record that claims to follow the span, in the order in which causes show. */
  Optional<Fault> follows(ChainSpan before, Seal seal, AuditEntry entry) {
    return sequence(before, seal.link())
        .or(() -> link(before, seal.link()))
        .or(() -> hash(seal, entry))
        .or(() -> checkpoint(before, seal));
  }

  private static Optional<Fault> sequence(ChainSpan before, Link link) {
    long wanted = before.last() + 1;
    String detail = "found sequence " + link.sequence() + " instead";
    return Fault.when(link.sequence() > wanted, Problem.MISSING, detail)
        .or(() -> Fault.when(link.sequence() < wanted, Problem.REPEATED, detail));
  }

  private static Optional<Fault> link(ChainSpan before, Link link) {
    return Fault.when(
        !link.previousHash().equals(before.hash()),
        Problem.BROKEN_LINK,
        "names " + link.previousHash() + " as the hash before it, which is " + before.hash());
  }

  private static Optional<Fault> hash(Seal seal, AuditEntry entry) {
    String hash = seal.link().hash(entry.key(), entry.value());
    return Fault.when(
        !hash.equals(seal.hash()),
        Problem.HASH_MISMATCH,
        "record and place hash to " + hash + ", not to " + seal.hash());
  }

  private Optional<Fault> checkpoint(ChainSpan before, Seal seal) {
    Checkpoint checkpoint = seal.checkpoint();
    if (checkpoint == null) {
      return Fault.when(
          seal.link().sequence() >= before.nextCheckpoint(),
          Problem.UNSIGNED,
          "a signed checkpoint was due here");
    }
    byte[] body = Checkpoint.body(seal.link(), seal.hash(), checkpoint.next());
    String keyId = checkpoint.signature().keyId();
    byte[] base64 = checkpoint.signature().base64().getBytes(UTF_8);
    VerificationResult result = signatures.verify(SignedPayload.CHECKPOINT, body, base64, keyId);
    return switch (result) {
      case VALID -> Optional.empty();
      case UNKNOWN_SIGNER ->
          Optional.of(new Fault(Problem.UNKNOWN_SIGNER, "key " + keyId + " is not trusted"));
      case BAD_SIGNATURE ->
          Optional.of(new Fault(Problem.BAD_SIGNATURE, "the signature does not hold"));
    };
  }
}
