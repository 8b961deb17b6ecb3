package io.keyfuse.alerting.audit;

/** Closed list of what can be wrong with a chain. */
public enum Problem {
  /** The record lacks a header of the chain, or one is malformed. */
  UNCHAINED,
  /** The record belongs to another chain, or pretends to begin one. */
  FOREIGN_CHAIN,
  /** A record is missing before this one. */
  MISSING,
  /** The record was there already. */
  REPEATED,
  /** The record names another hash for the one before it. */
  BROKEN_LINK,
  /** Key, value or place are not those that were hashed. */
  HASH_MISMATCH,
  /** The record must be a signed checkpoint and is not. */
  UNSIGNED,
  /** The checkpoint's signature does not hold. */
  BAD_SIGNATURE,
  /** The checkpoint names a key that is not trusted. */
  UNKNOWN_SIGNER,
  /** Records that the witness saw at the end are gone. */
  TRUNCATED,
  /** The record is not the one that the witness saw. */
  REWRITTEN
}
