package io.keyfuse.ingest.feed;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A path with its query, percent-encoded. For one request. */
public final class Query {
  private final StringBuilder text;
  private char next = '?';

  private Query(String path) {
    this.text = new StringBuilder(path);
  }

  /** Begins at a path. */
  public static Query of(String path) {
    return new Query(path);
  }

  /** Adds a parameter; the same name may stand several times. */
  public Query with(String name, Object value) {
    text.append(next).append(encode(name)).append('=').append(encode(value.toString()));
    next = '&';
    return this;
  }

  /** Returns an id as one segment of a path. */
  public static String segment(String id) {
    return encode(id);
  }

  private static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
