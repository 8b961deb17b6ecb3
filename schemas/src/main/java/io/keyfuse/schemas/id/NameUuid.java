package io.keyfuse.schemas.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Name-based UUIDs, version 5 (SHA-1) of RFC 9562 §5.5, in one fixed Keyfuse namespace, so that the
 * same cause gives the same id across crash, rebalance and replay. Stateless and thread-safe.
 */
public final class NameUuid {
  private static final UUID NAMESPACE = UUID.fromString("6b657966-7573-5e00-8000-6b6579667573");

  private NameUuid() {}

  /** Returns the UUID of the parts, joined by a separator that no part may contain. */
  public static String of(String kind, String... parts) {
    MessageDigest sha1 = sha1();
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array());
    sha1.update(kind.getBytes(StandardCharsets.UTF_8));
    for (String part : parts) {
      sha1.update((byte) 0);
      sha1.update(part.getBytes(StandardCharsets.UTF_8));
    }
    ByteBuffer digest = ByteBuffer.wrap(sha1.digest());
    long high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
    long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
