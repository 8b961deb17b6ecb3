package io.keyfuse.alerting.audit;

/** One way in which somebody without the signing key changes a log of one chain. */
enum Tampering {
  FLIP_KEY,
  FLIP_VALUE,
  CHANGE_HEADER,
  DROP_HEADER,
  DELETE,
  INSERT,
  SWAP,
  DUPLICATE,
  TRUNCATE,
  BEHEAD,
  REWRITE_UNSIGNED,
  REWRITE_SIGNED_BY_ANOTHER,
  BEGIN_ANEW;

  /** Changes the log; returns the index of the first record that is not as it was. */
  int apply(Tamperer tamperer) {
    return switch (this) {
      case FLIP_KEY -> tamperer.flipKey();
      case FLIP_VALUE -> tamperer.flipValue();
      case CHANGE_HEADER -> tamperer.changeHeader();
      case DROP_HEADER -> tamperer.dropHeader();
      case DELETE -> tamperer.delete();
      case INSERT -> tamperer.insert();
      case SWAP -> tamperer.swap();
      case DUPLICATE -> tamperer.duplicate();
      case TRUNCATE -> tamperer.truncate();
      case BEHEAD -> tamperer.behead();
      case REWRITE_UNSIGNED -> tamperer.rewriteUnsigned();
      case REWRITE_SIGNED_BY_ANOTHER -> tamperer.rewriteSignedByAnother();
      case BEGIN_ANEW -> tamperer.beginAnew();
    };
  }

  /** Returns true when all hashes fit afterwards, so that only a checkpoint can tell. */
  boolean fitsUpToTheNextCheckpoint() {
    return this == INSERT || this == REWRITE_UNSIGNED || this == REWRITE_SIGNED_BY_ANOTHER;
  }
}
