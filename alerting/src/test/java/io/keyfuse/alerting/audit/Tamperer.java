package io.keyfuse.alerting.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.alerting.sign.CommandSigner;
import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SignedPayload;
import io.keyfuse.alerting.sign.SigningKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Has a log of one chain and no signing key. */
final class Tamperer {
  private static final CommandSigner ANOTHER = new Ed25519CommandSigner(SigningKeys.generate());

  private final List<AuditEntry> log;
  private final Random random;

  Tamperer(List<AuditEntry> log, Random random) {
    this.log = new ArrayList<>(log);
    this.random = random;
  }

  List<AuditEntry> log() {
    return log;
  }

  int flipKey() {
    int at = any();
    AuditEntry old = log.get(at);
    log.set(at, entry(flipped(old.key()), old.value(), old.headers()));
    return at;
  }

  int flipValue() {
    int at = any();
    AuditEntry old = log.get(at);
    log.set(at, entry(old.key(), flipped(old.value()), old.headers()));
    return at;
  }

  int changeHeader() {
    int at = any();
    AuditEntry old = log.get(at);
    Map<String, String> headers = new HashMap<>(old.headers());
    headers.computeIfPresent(
        anyHeader(old), (name, text) -> new String(flipped(text.getBytes(UTF_8)), UTF_8));
    log.set(at, entry(old.key(), old.value(), headers));
    return at;
  }

  int dropHeader() {
    int at = any();
    AuditEntry old = log.get(at);
    Map<String, String> headers = new HashMap<>(old.headers());
    headers.remove(anyHeader(old));
    log.set(at, entry(old.key(), old.value(), headers));
    return at;
  }

  /** A record gone, not the last. */
  int delete() {
    int at = random.nextInt(log.size() - 1);
    log.remove(at);
    return at;
  }

  /** A record that never was; its hashes fit, a signature it has none. */
  int insert() {
    int at = any();
    AuditEntry model = log.get(at);
    log.add(at, forged(before(at), entry(model.key(), flipped(model.value()), Map.of()), null));
    return at;
  }

  int swap() {
    int first = random.nextInt(log.size() - 1);
    int second = first + 1 + random.nextInt(log.size() - first - 1);
    AuditEntry kept = log.get(first);
    log.set(first, log.get(second));
    log.set(second, kept);
    return first;
  }

  /** A record once more, anywhere after itself. */
  int duplicate() {
    int from = any();
    int to = from + 1 + random.nextInt(log.size() - from);
    log.add(to, log.get(from));
    return to;
  }

  int truncate() {
    int keep = any();
    log.subList(keep, log.size()).clear();
    return keep;
  }

  int behead() {
    log.subList(0, 1 + random.nextInt(log.size() - 1)).clear();
    return 0;
  }

  int rewriteUnsigned() {
    int at = any();
    return rewritten(at, before(at), null);
  }

  int rewriteSignedByAnother() {
    int at = any();
    return rewritten(at, before(at), ANOTHER);
  }

  /** The rest becomes a chain of its own. */
  int beginAnew() {
    ChainState begin = ChainState.begin(log.get(0).partition(), SampleLog.BEGAN_AT + 1);
    return rewritten(any(), begin, random.nextBoolean() ? ANOTHER : null);
  }

  /** All from here on with another value at first, and hashes that fit. */
  private int rewritten(int at, ChainState begin, @Nullable CommandSigner signer) {
    ChainState state = begin;
    for (int i = at; i < log.size(); i++) {
      AuditEntry old = log.get(i);
      byte[] value = i == at ? flipped(old.value()) : old.value();
      log.set(i, forged(state, entry(old.key(), value, Map.of()), signer));
      state = after(log.get(i));
    }
    return at;
  }

  private AuditEntry forged(ChainState before, AuditEntry old, @Nullable CommandSigner signer) {
    Link link = new Link(before.chain(), before.sequence() + 1, before.hash());
    String hash = link.hash(old.key(), old.value());
    long next = link.sequence() + 1;
    Checkpoint checkpoint =
        signer == null
            ? null
            : new Checkpoint(
                next, signer.sign(SignedPayload.CHECKPOINT, Checkpoint.body(link, hash, next)));
    return entry(old.key(), old.value(), new Seal(link, hash, checkpoint).headers());
  }

  private ChainState before(int at) {
    return at > 0
        ? after(log.get(at - 1))
        : new ChainState(Seal.of(log.get(0).headers()).link().chain(), 0, Link.NO_HASH, 1);
  }

  private static ChainState after(AuditEntry entry) {
    Seal seal = Seal.of(entry.headers());
    return new ChainState(seal.link().chain(), seal.link().sequence(), seal.hash(), 1);
  }

  private AuditEntry entry(byte[] key, byte[] value, Map<String, String> headers) {
    return new AuditEntry(log.get(0).partition(), key, value, headers);
  }

  private int any() {
    return random.nextInt(log.size());
  }

  private String anyHeader(AuditEntry entry) {
    List<String> names = entry.headers().keySet().stream().sorted().toList();
    return names.get(random.nextInt(names.size()));
  }

  private byte[] flipped(byte[] bytes) {
    byte[] copy = bytes.clone();
    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }
}
