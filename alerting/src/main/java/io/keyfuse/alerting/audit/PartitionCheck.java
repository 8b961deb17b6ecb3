package io.keyfuse.alerting.audit;

import io.keyfuse.alerting.audit.Expectation.Witness;
import io.keyfuse.alerting.sign.CommandVerifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the chains of one partition up to the first thing that is wrong. Not thread-safe. */
final class PartitionCheck {
  private final int partition;
  private final RecordCheck records;
  private final Expectation expected;
  private final Map<String, ChainSpan> chains = new LinkedHashMap<>();
  private @Nullable ChainSpan current;
  private @Nullable Flaw flaw;

  PartitionCheck(int partition, CommandVerifier signatures, Expectation expected) {
    this.partition = partition;
    this.records = new RecordCheck(signatures);
    this.expected = expected;
  }

  void add(AuditEntry entry) {
    if (flaw != null) {
      return;
    }
    Seal seal;
    try {
      seal = Seal.of(entry.headers());
    } catch (IllegalArgumentException e) {
      found(new Fault(Problem.UNCHAINED, String.valueOf(e.getMessage())), 1);
      return;
    }
    check(seal, entry).ifPresent(fault -> found(fault, seal.link().sequence()));
  }

  private Optional<Fault> check(Seal seal, AuditEntry entry) {
    ChainSpan known = current;
    boolean goesOn = known != null && known.chain().equals(seal.link().chain());
    ChainSpan before = goesOn && known != null ? known : ChainSpan.before(seal.link());
    Optional<Fault> fault =
        (goesOn ? Optional.<Fault>empty() : begins(seal.link()))
            .or(() -> records.follows(before, seal, entry))
            .or(() -> witnessed(seal));
    if (fault.isEmpty()) {
      if (!goesOn) {
        flaw = unsigned(known);
      }
      ChainSpan after = before.with(seal);
      current = after;
      chains.put(after.chain(), after);
    }
    return fault;
  }

  /** Says what is wrong, if anything is; the last call. */
  Optional<Flaw> finish() {
    if (flaw == null) {
      flaw = unsigned(current);
    }
    for (Witness witness : expected.witnesses()) {
      if (flaw == null) {
        flaw = missing(witness);
      }
    }
    return Optional.ofNullable(flaw);
  }

  List<ChainSpan> chains() {
    return List.copyOf(chains.values());
  }

  /** A chain begins here: the partition's first record, or the state was lost. */
  private Optional<Fault> begins(Link link) {
    String name = "chain " + link.chain();
    boolean foreign = ChainSpan.partitionOf(link.chain()) != partition;
    boolean known = chains.containsKey(link.chain());
    boolean late = link.sequence() > 1 && current != null;
    boolean cut = link.sequence() > 1 && expected.whole();
    return Fault.when(foreign, Problem.FOREIGN_CHAIN, name + " belongs to another partition")
        .or(() -> Fault.when(known, Problem.FOREIGN_CHAIN, name + " had ended before"))
        .or(() -> Fault.when(late, Problem.FOREIGN_CHAIN, name + " does not begin at 1"))
        .or(() -> Fault.when(cut, Problem.MISSING, "found sequence " + link.sequence()));
  }

  /** Retention may have cut off a chain's signed beginning; what is left then needs another. */
  private @Nullable Flaw unsigned(@Nullable ChainSpan span) {
    if (span == null || span.signedUpTo() > 0) {
      return null;
    }
    String detail = "nothing that is left of the chain is signed";
    return new Flaw(partition, span.chain(), span.first(), 0, Problem.UNSIGNED, detail);
  }

  private Optional<Fault> witnessed(Seal seal) {
    Link link = seal.link();
    boolean differs =
        expected.witnesses().stream()
            .anyMatch(
                witness ->
                    witness.chain().equals(link.chain())
                        && witness.last() == link.sequence()
                        && !witness.hash().equals(seal.hash()));
    return Fault.when(differs, Problem.REWRITTEN, "the witness saw another record here");
  }

  private @Nullable Flaw missing(Witness witness) {
    ChainSpan span = chains.get(witness.chain());
    long last = span == null ? 0 : span.last();
    if (last >= witness.last()) {
      return null;
    }
    long signed = span == null ? 0 : span.signedUpTo();
    String detail = "the witness saw the chain up to sequence " + witness.last();
    return new Flaw(partition, witness.chain(), last + 1, signed, Problem.TRUNCATED, detail);
  }

  private void found(Fault fault, long claimed) {
    ChainSpan span = current;
    flaw =
        new Flaw(
            partition,
            span == null ? "" : span.chain(),
            span != null ? span.last() + 1 : expected.whole() ? 1 : claimed,
            span == null ? 0 : span.signedUpTo(),
            fault.problem(),
            fault.detail());
  }
}
