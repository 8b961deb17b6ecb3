package io.keyfuse.ingest.feed.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.feed.FeedHttp;
import io.keyfuse.schemas.v1.ContextEvent;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Lists all keys of one connection. One implementation a provider; stateless and thread-safe but
 * for its HTTP client.
 */
public interface KeyListing {
  /**
   * Lists every key.
   *
   * @param keys takes each key as the provider describes it, already read
   * @throws io.keyfuse.ingest.feed.FeedFault when the list cannot be read to its end
   */
  void list(FeedHttp http, Consumer<JsonKey> keys);

  /**
   * A key of a list.
   *
   * @param where place in the list, for messages
   * @param json the key's object
   * @param account the project or workspace it was listed under; empty where the object says it
   */
  record JsonKey(String where, JsonNode json, String account) {}

  /**
   * Makes the inventory event of one key.
   *
   * @param at when it was listed
   * @throws io.keyfuse.ingest.decode.PartFault when it has no id
   */
  ContextEvent read(JsonKey key, Instant at);
}
