package io.keyfuse.alerting.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.alerting.sign.CommandVerifier;
import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.Ed25519CommandVerifier;
import io.keyfuse.alerting.sign.SignedPayload;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.alerting.sign.VerificationResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A log of some partitions as the response topology writes it, with random keys and values. */
final class SampleLog {
  static final long BEGAN_AT = 1_764_300_000_000L;

  private final SigningKeys keys;
  private final Random random;
  private final Map<List<Object>, VerificationResult> judged = new HashMap<>();
  private final CommandVerifier trusted;

  SampleLog(SigningKeys keys, long seed) {
    this.keys = keys;
    this.random = new Random(seed);
    this.trusted = new Ed25519CommandVerifier(List.of(keys.publicKey()));
  }

  /** Returns records of one chain. */
  List<AuditEntry> chain(ChainState begin, int partition, int records, int checkpointEvery) {
    ChainSealer sealer = new ChainSealer(new Ed25519CommandSigner(keys), checkpointEvery);
    List<AuditEntry> entries = new ArrayList<>();
    ChainState state = begin;
    for (int i = 0; i < records; i++) {
      byte[] key = ("openai:proj_a:key_" + random.nextInt(20)).getBytes(UTF_8);
      byte[] value = new byte[20 + random.nextInt(200)];
      random.nextBytes(value);
      ChainSealer.Appended added = sealer.append(state, key, value);
      state = added.state();
      entries.add(new AuditEntry(partition, key, value, added.seal().headers()));
    }
    return entries;
  }

  List<AuditEntry> chain(int partition, int records, int checkpointEvery) {
    return chain(ChainState.begin(partition, BEGAN_AT), partition, records, checkpointEvery);
  }

  AuditReport verify(List<AuditEntry> entries, Expectation expected) {
    ChainVerifier verifier = new ChainVerifier(this::judge, expected);
    entries.forEach(verifier::add);
    return verifier.finish();
  }

  /** Returns what an earlier verification of the whole log saw, and that nothing is cut off. */
  Expectation witnessOf(List<AuditEntry> entries) {
    return new Expectation(
        true,
        verify(entries, Expectation.none()).chains().stream()
            .map(span -> new Expectation.Witness(span.chain(), span.last(), span.hash()))
            .toList());
  }

  /** Judges the same signature over the same bytes once only: Ed25519 is most of a test's time. */
  private VerificationResult judge(
      SignedPayload payload, byte[] body, byte @Nullable [] signature, @Nullable String keyId) {
    List<Object> question =
        List.of(
            payload,
            ByteBuffer.wrap(body),
            ByteBuffer.wrap(Objects.requireNonNull(signature)),
            Objects.requireNonNull(keyId));
    return judged.computeIfAbsent(question, q -> trusted.verify(payload, body, signature, keyId));
  }
}
