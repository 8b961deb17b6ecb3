package io.keyfuse.alerting.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.keyfuse.alerting.audit.Expectation.Witness;
import io.keyfuse.alerting.sign.CommandSigner;
import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.Ed25519CommandVerifier;
import io.keyfuse.alerting.sign.SignedPayload;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.alerting.sign.VerificationResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChainVerifierTest {
  private static final Expectation NONE = Expectation.none();
  private static final Expectation WHOLE = new Expectation(true, List.of());

  private final SigningKeys keys = SigningKeys.generate();
  private final SampleLog sample = new SampleLog(keys, 20_261_128);

  @Test
  void shouldFollowTheChainsOfAllPartitions() {
    List<AuditEntry> log = new ArrayList<>(sample.chain(0, 30, 1));
    log.addAll(sample.chain(7, 12, 5));

    AuditReport report = sample.verify(log, WHOLE);

    assertThat(report.isClean()).isTrue();
    assertThat(report.records()).isEqualTo(42);
    assertThat(report.chains())
        .extracting(ChainSpan::partition, ChainSpan::last, ChainSpan::signedUpTo)
        .containsExactly(tuple(0, 30L, 30L), tuple(7, 12L, 11L));
  }

  @Test
  void shouldTakeALogWhoseBeginningRetentionCutOff() {
    List<AuditEntry> log = sample.chain(0, 30, 5);

    List<AuditEntry> left = log.subList(8, 30);
    assertThat(sample.verify(left, NONE).isClean()).isTrue();
    assertThat(sample.verify(left, NONE).chains().get(0).first()).isEqualTo(9);

    // What is left between two checkpoints proves nothing
    assertThat(only(sample.verify(log.subList(8, 10), NONE)))
        .isEqualTo(
            new Flaw(
                0,
                "0-" + SampleLog.BEGAN_AT,
                9,
                0,
                Problem.UNSIGNED,
                "nothing that is left of the chain is signed"));
  }

  @Test
  void shouldTakeAChainThatTheSignerBeganAnew() {
    List<AuditEntry> log = new ArrayList<>(sample.chain(0, 8, 5));
    ChainState anew = ChainState.begin(0, SampleLog.BEGAN_AT + 5);
    log.addAll(sample.chain(anew, 0, 4, 5));

    assertThat(sample.verify(log, WHOLE).isClean()).isTrue();
    assertThat(sample.verify(log, WHOLE).chains()).hasSize(2);

    // But not one whose name was there before, nor one without its beginning
    log.addAll(log.subList(0, 3));
    assertThat(only(sample.verify(log, NONE)).problem()).isEqualTo(Problem.FOREIGN_CHAIN);
    log.subList(8, 9).clear();
    assertThat(only(sample.verify(log, NONE)).sequence()).isEqualTo(9);
  }

  @Test
  void shouldTrustEveryKeyWhileKeysRotate() {
    SigningKeys next = SigningKeys.generate();
    List<AuditEntry> log = new ArrayList<>(sample.chain(0, 10, 1));
    Seal last = Seal.of(log.get(9).headers());
    ChainState state = new ChainState(last.link().chain(), 10, last.hash(), 11);
    log.addAll(new SampleLog(next, 1).chain(state, 0, 10, 1));

    Flaw untrusted = only(sample.verify(log, WHOLE));
    assertThat(untrusted.problem()).isEqualTo(Problem.UNKNOWN_SIGNER);
    assertThat(untrusted.sequence()).isEqualTo(11);
    assertThat(untrusted.detail()).contains(next.keyId());

    ChainVerifier both =
        new ChainVerifier(
            new Ed25519CommandVerifier(List.of(keys.publicKey(), next.publicKey())), WHOLE);
    log.forEach(both::add);
    assertThat(both.finish().isClean()).isTrue();
  }

  @Test
  void shouldNameEachPartitionsFirstFlaw() {
    List<AuditEntry> log = new ArrayList<>(sample.chain(0, 10, 1));
    List<AuditEntry> other = new ArrayList<>(sample.chain(1, 10, 1));
    other.remove(4);
    log.addAll(other);
    AuditEntry moved = log.get(3);
    log.set(3, new AuditEntry(2, moved.key(), moved.value(), moved.headers()));

    assertThat(sample.verify(log, NONE).flaws())
        .extracting(Flaw::partition, Flaw::sequence, Flaw::problem)
        .containsExactly(
            tuple(0, 4L, Problem.MISSING),
            tuple(1, 5L, Problem.MISSING),
            tuple(2, 4L, Problem.FOREIGN_CHAIN));
  }

  @Test
  void shouldNeedAWitnessAgainstAShorterLogAndAgainstTheSignerItself() {
    // Given a witness of twelve records
    List<AuditEntry> log = sample.chain(0, 12, 1);
    Expectation witness = sample.witnessOf(log);

    // Then the log alone cannot tell that its end is gone, and the witness can
    List<AuditEntry> cut = log.subList(0, 9);
    assertThat(sample.verify(cut, WHOLE).isClean()).isTrue();
    Flaw gone = only(sample.verify(cut, witness));
    assertThat(gone.problem()).isEqualTo(Problem.TRUNCATED);
    assertThat(gone.sequence()).isEqualTo(10);
    assertThat(only(sample.verify(List.of(), witness)).sequence()).isEqualTo(1);

    // And it tells a rewriting by the holder of the key
    List<AuditEntry> rewritten = sample.chain(0, 12, 1);
    assertThat(sample.verify(rewritten, WHOLE).isClean()).isTrue();
    assertThat(only(sample.verify(rewritten, witness)).problem()).isEqualTo(Problem.REWRITTEN);
  }

  @Test
  void shouldTakeNoHeaderTwiceAndNoRecordWithoutHeaders() {
    AuditEntry good = sample.chain(0, 1, 1).get(0);
    Map<String, String> twice = new HashMap<>(good.headers());
    twice.computeIfPresent(AuditHeaders.HASH, (name, hash) -> hash + "\n" + hash);

    for (Map<String, String> headers : List.of(twice, Map.<String, String>of())) {
      AuditEntry bad = new AuditEntry(0, good.key(), good.value(), headers);
      assertThat(only(sample.verify(List.of(bad), WHOLE)).problem()).isEqualTo(Problem.UNCHAINED);
    }
  }

  @Test
  void shouldNeverLetACheckpointPassForACommand() {
    CommandSigner signer = new Ed25519CommandSigner(keys);
    var verifier = new Ed25519CommandVerifier(List.of(keys.publicKey()));
    byte[] body = "a body".getBytes(UTF_8);

    var checkpoint = signer.sign(SignedPayload.CHECKPOINT, body);
    var command = signer.sign(body);

    assertThat(verifier.verify(body, checkpoint.base64().getBytes(UTF_8), keys.keyId()))
        .isEqualTo(VerificationResult.BAD_SIGNATURE);
    assertThat(
            verifier.verify(
                SignedPayload.CHECKPOINT, body, command.base64().getBytes(UTF_8), keys.keyId()))
        .isEqualTo(VerificationResult.BAD_SIGNATURE);
  }

  @Test
  void shouldRefuseAWitnessWithoutAChain() {
    assertThatThrownBy(() -> new Witness("chain", 1, Link.NO_HASH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'chain'");
  }

  private static Flaw only(AuditReport report) {
    assertThat(report.flaws()).hasSize(1);
    return report.flaws().get(0);
  }
}
