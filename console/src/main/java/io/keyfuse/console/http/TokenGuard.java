package io.keyfuse.console.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Compares a bearer token in constant time: digests of both sides, so that not even the length
 * shows. Thread-safe.
 */
final class TokenGuard {
  private static final String SCHEME = "Bearer ";

  private final byte[] expected;

  TokenGuard(String token) {
    if (token.isBlank()) {
      throw new IllegalArgumentException("the console token is empty");
    }
    this.expected = digest(token);
  }

  /** Checks an Authorization header. */
  boolean admits(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, 7)) {
      return false;
    }
    return MessageDigest.isEqual(expected, digest(authorization.substring(7).strip()));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
