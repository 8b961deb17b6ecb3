package io.keyfuse.ingest.dedupe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Tells the first arrival of an event id from its repeats, per credential. Remembers 128 bits of
 * the SHA-256 of credential id and event id, so that long ids cost no more than short ones. Used by
 * one thread.
 */
public final class EventIds {
  private static final byte[] SEEN = {1};
  private static final int KEY_BYTES = 16;

  private final ArrivalStore store;
  private final MessageDigest sha256;

  /** Makes the step over its store. */
  public EventIds(ArrivalStore store) {
    this.store = store;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns true when the id has not arrived within the retention, and remembers it. */
  public boolean isFirst(String credentialId, String eventId, long arrivalMs) {
    byte[] key = key(credentialId, eventId);
    if (store.get(key, arrivalMs) != null) {
      return false;
    }
    store.put(key, SEEN, arrivalMs);
    return true;
  }

  // Neither id may hold the separator: the validator refuses control characters.
  private byte[] key(String credentialId, String eventId) {
    sha256.update(credentialId.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    return Arrays.copyOf(sha256.digest(eventId.getBytes(StandardCharsets.UTF_8)), KEY_BYTES);
  }
}
