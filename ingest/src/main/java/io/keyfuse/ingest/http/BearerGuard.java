package io.keyfuse.ingest.http;

import io.keyfuse.schemas.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows bearer tokens by their SHA-256 and compares in constant time: against every token, over
 * digests of one length. Immutable and thread-safe.
 */
final class BearerGuard {
  private static final String SCHEME = "Bearer ";

  private final List<byte[]> digests;

  BearerGuard(List<AccessToken> tokens) {
    if (tokens.isEmpty()) {
      throw new ConfigException(
          "ingest.http.tokens", "no token, nobody could post; add {name: app, token: {env: NAME}}");
    }
    this.digests = tokens.stream().map(token -> sha256(token.secret())).toList();
  }

  /** Returns true when the Authorization header holds a known token. */
  boolean admits(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, 7)) {
      return false;
    }
    byte[] presented = sha256(authorization.substring(SCHEME.length()).strip());
    boolean known = false;
    for (byte[] digest : digests) {
      known |= MessageDigest.isEqual(digest, presented);
    }
    return known;
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
