package io.keyfuse.alerting.audit;

import io.keyfuse.alerting.sign.CommandHeaders;
import java.util.List;

/** Headers of a record of {@code keyfuse.decisions.v1}; every value is ASCII text. */
public final class AuditHeaders {
  /** The chain: partition, hyphen, epoch milliseconds of its beginning. */
  public static final String CHAIN = "keyfuse-chain";

  /** Number of the record in its chain, from 1, without gaps. */
  public static final String SEQUENCE = "keyfuse-sequence";

  /** Hash of the record before, 64 zeros on the first. */
  public static final String PREVIOUS_HASH = "keyfuse-previous-hash";

  /** Hash of this record, SHA-256 in lower-case hex. */
  public static final String HASH = "keyfuse-hash";

  /** On a checkpoint: the sequence that must be one again, at the latest. */
  public static final String NEXT_CHECKPOINT = "keyfuse-next-checkpoint";

  /** On a checkpoint: the signature as base64 text. */
  public static final String SIGNATURE = CommandHeaders.SIGNATURE;

  /** On a checkpoint: the id of the key that signed. */
  public static final String KEY_ID = CommandHeaders.KEY_ID;

  /** All of them. */
  public static final List<String> ALL =
      List.of(CHAIN, SEQUENCE, PREVIOUS_HASH, HASH, NEXT_CHECKPOINT, SIGNATURE, KEY_ID);

  private AuditHeaders() {}
}
