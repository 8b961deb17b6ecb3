package io.keyfuse.ingest.http;

/**
 * One client's resolved bearer token. Printing it shows the name only. Immutable.
 *
 * @param name the client's name, for logs
 * @param secret the token
 */
public record AccessToken(String name, String secret) {
  @Override
  public String toString() {
    return "AccessToken[" + name + "]";
  }
}
