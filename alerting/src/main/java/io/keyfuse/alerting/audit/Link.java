package io.keyfuse.alerting.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The place of one record in a chain. Immutable and thread-safe.
 *
 * @param chain the chain's name
 * @param sequence from 1
 * @param previousHash hash of the record before in lower-case hex, {@link #NO_HASH} on the first
 */
public record Link(String chain, long sequence, String previousHash) {
  /** What the first record names as the hash before it. */
  public static final String NO_HASH = "0".repeat(64);

  private static final byte[] DOMAIN = "keyfuse.decisions.v1 link".getBytes(UTF_8);

  /**
   * Returns SHA-256 in lower-case hex over domain, chain, sequence, previous hash, record key and
   * record value. The sequence is 8 bytes, most significant first; every other part follows its
   * length of 4 bytes. Text is UTF-8. Key and value are the record's bytes as Kafka has them.
   */
  public String hash(byte[] key, byte[] value) {
    MessageDigest sha256 = sha256();
    part(sha256, DOMAIN);
    part(sha256, chain.getBytes(UTF_8));
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
    part(sha256, previousHash.getBytes(UTF_8));
    part(sha256, key);
    part(sha256, value);
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void part(MessageDigest sha256, byte[] bytes) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    sha256.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
