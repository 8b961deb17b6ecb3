package io.keyfuse.alerting.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.keyfuse.alerting.sign.CommandSignature;

/**
 * A signature over all of a chain up to one record. Immutable and thread-safe.
 *
 * @param next sequence that is a checkpoint again, at the latest
 * @param signature of {@link #body}
 */
public record Checkpoint(long next, CommandSignature signature) {
  /** Returns the bytes that are signed: chain, sequence, hash and next, each on a line. */
  static byte[] body(Link link, String hash, long next) {
    return (link.chain() + '\n' + link.sequence() + '\n' + hash + '\n' + next + '\n')
        .getBytes(US_ASCII);
  }
}
