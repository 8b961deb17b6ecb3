package io.keyfuse.ingest.feed.inventory;

import io.keyfuse.schemas.v1.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What listings have shown so far: the keys of the last one, and for a while those that went before
 * it. Immutable.
 *
 * @param keys by credential
 */
public record KeyMemory(Map<Credential, Seen> keys) {
  /** The memory before the first listing. */
  public static final KeyMemory NONE = new KeyMemory(Map.of());

  /** How far apart a key's end and its heir's beginning may lie. */
  static final Duration WINDOW = Duration.ofHours(24);

  // Long enough that a second candidate for an heir is never forgotten before the first.
  private static final Duration KEPT = WINDOW.multipliedBy(2);

  /** Copies the map. */
  public KeyMemory {
    keys = Map.copyOf(keys);
  }

  /**
   * One key.
   *
   * @param attributes as last listed
   * @param last when it was last seen in force
   * @param gone when it was first found disabled or missing; null while it is in force
   */
  public record Seen(Map<String, String> attributes, Instant last, @Nullable Instant gone) {
    /** Makes a key from what is stored of it. */
    public static Seen stored(Map<String, String> attributes, Instant at) {
      return isInForce(attributes)
          ? new Seen(attributes, at, null)
          : new Seen(attributes, Instant.EPOCH, at);
    }

    private Seen goneBy(Instant at) {
      return gone == null ? new Seen(attributes, last, at) : this;
    }

    /** Returns true for a key that the last list had no more, although it was in force. */
    boolean isMissing() {
      return gone != null && isInForce(attributes);
    }

    private boolean isGoneSince(Instant from) {
      return gone != null && !gone.isBefore(from);
    }
  }

  /** Returns the memory after another listing. */
  public KeyMemory after(Map<Credential, Map<String, String>> listed, Instant at) {
    Map<Credential, Seen> next = new HashMap<>();
    keys.forEach(
        (key, seen) -> {
          Seen ended = seen.goneBy(at);
          if (ended.isGoneSince(at.minus(KEPT))) {
            next.put(key, ended);
          }
        });
    listed.forEach((key, attributes) -> next.put(key, listed(next.get(key), attributes, at)));
    return new KeyMemory(next);
  }

  private static Seen listed(@Nullable Seen ended, Map<String, String> attributes, Instant at) {
    return ended == null || isInForce(attributes)
        ? Seen.stored(attributes, at)
        : new Seen(attributes, ended.last(), ended.gone());
  }

  private static boolean isInForce(Map<String, String> attributes) {
    return attributes.getOrDefault("status", "active").equals("active");
  }
}
