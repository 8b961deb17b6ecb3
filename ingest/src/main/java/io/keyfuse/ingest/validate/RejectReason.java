package io.keyfuse.ingest.validate;

import java.util.Locale;

/** Every reason for which a usage record is refused; closed, because it is a metric label. */
public enum RejectReason {
  /** The record is not readable as a usage event. */
  MALFORMED_RECORD,
  /** A field that the contract does not have. */
  UNKNOWN_FIELD,
  /** A field that is given twice. */
  DUPLICATE_FIELD,
  /** A required field is not there, empty or null; also a null key or value. */
  MISSING_FIELD,
  /** A field of another JSON type than the contract's. */
  WRONG_TYPE,
  /** A number that is none, is not whole where it must be, or does not fit. */
  INVALID_NUMBER,
  /** A time that is none. */
  INVALID_TIME,
  /** A word outside a closed list. */
  UNKNOWN_WORD,
  /** One record is larger than allowed. */
  RECORD_TOO_LARGE,
  /** A text is longer than allowed. */
  TEXT_TOO_LONG,
  /** A text holds control characters, or a provider or account characters it must not have. */
  INVALID_TEXT,
  /** A text looks like a secret key; Keyfuse takes public identifiers only. */
  SECRET_IN_EVENT,
  /** The record's key is not the credential id of its value. */
  KEY_MISMATCH,
  /** A count below zero. */
  NEGATIVE_COUNT,
  /** Parts of the tokens exceed their total. */
  TOKENS_INCONSISTENT,
  /** More tokens or requests than one event may report. */
  ABSURD_COUNT,
  /** More money than one event may report, or less than zero outside a billing export. */
  ABSURD_COST,
  /** A roll-up of no request. */
  INVALID_REQUEST_COUNT,
  /** A time later than the clock allows. */
  TIME_IN_FUTURE,
  /** A time before 2010: most often seconds where milliseconds belong. */
  TIME_TOO_OLD,
  /** A bucket that is empty, too wide or does not start when its event occurred. */
  INVALID_BUCKET,
  /** What Keyfuse made of the record cannot be written as bytes. */
  UNSERIALIZABLE,
  /** Keyfuse itself failed on the record. */
  INTERNAL_ERROR;

  /** Returns the name in lower case, as answers, headers and metrics write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
