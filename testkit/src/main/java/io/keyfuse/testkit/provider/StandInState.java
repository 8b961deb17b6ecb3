package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one provider's cloud knows: keys, the ledger of calls, and every effect of its admin API.
 * Not thread-safe: the caller holds the provider's lock.
 */
final class StandInState {
  static final String KEYS = "keys";
  static final String SECRET_HASH = "secret_sha256";

  private static final String SECRETS = "secrets";
  private static final String LEDGER = "ledger";
  private static final String EFFECTS = "effects";

  private final String provider;
  private final DocumentStore store;
  private final InstantSource clock;

  StandInState(String provider, DocumentStore store, InstantSource clock) {
    this.provider = provider;
    this.store = store;
    this.clock = clock;
  }

  String provider() {
    return provider;
  }

  Instant now() {
    return clock.instant();
  }

  DocumentStore store() {
    return store;
  }

  /** Returns a copy of the key, or null. */
  @Nullable ObjectNode key(String id) {
    ObjectNode key = store.get(KEYS, id);
    return key == null ? null : key.deepCopy();
  }

  /** Returns a copy of the key that the secret belongs to, or null. */
  @Nullable ObjectNode keyBySecret(String secret) {
    ObjectNode entry = store.get(SECRETS, Json.sha256(secret));
    return entry == null ? null : key(Json.required(entry, "id"));
  }

  Collection<ObjectNode> keys() {
    return store.list(KEYS);
  }

  /** Writes a new key; its secret is kept as a hash only. */
  void seed(ObjectNode key, String secret, List<Put> more) {
    String id = Json.required(key, "id");
    List<Put> puts = new ArrayList<>(more);
    puts.add(new Put(KEYS, id, key.put(SECRET_HASH, Json.sha256(secret))));
    puts.add(new Put(SECRETS, Json.sha256(secret), Json.object().put("id", id)));
    store.commit(puts);
  }

  /** Writes a change of the admin API with its effect, all or nothing. */
  void change(String target, String operation, JsonNode what, List<Put> puts) {
    int sequence = store.size(EFFECTS) + 1;
    ObjectNode effect =
        Json.object()
            .put("sequence", sequence)
            .put("at", now().toString())
            .put("provider", provider)
            .put("key_id", target)
            .put("operation", operation);
    effect.set("change", what.deepCopy());
    List<Put> all = new ArrayList<>(puts);
    all.add(new Put(EFFECTS, String.valueOf(sequence), effect));
    store.commit(all);
  }

  /** Counts a call that was answered. */
  void served(String keyId, String model, TokenHeader tokens, List<Put> more) {
    ObjectNode row = row(keyId, model);
    add(row, "requests", 1);
    add(row, "input_tokens", tokens.input());
    add(row, "cached_tokens", tokens.cached());
    add(row, "output_tokens", tokens.output());
    add(row, "cost_nanos", tokens.costNanos());
    commit(row, more);
  }

  /** Counts a call that was refused. */
  void refused(String keyId, String model) {
    ObjectNode row = row(keyId, model);
    add(row, "refused", 1);
    commit(row, List.of());
  }

  /** Returns the ledger's rows, oldest first, with the cost also in US dollars. */
  List<ObjectNode> ledger() {
    List<ObjectNode> rows = new ArrayList<>();
    for (ObjectNode row : store.list(LEDGER)) {
      rows.add(row.deepCopy().put("cost_usd", NanoUsd.toUsd(row.path("cost_nanos").longValue())));
    }
    return rows;
  }

  List<ObjectNode> effects() {
    return List.copyOf(store.list(EFFECTS));
  }

  private ObjectNode row(String keyId, String model) {
    String minute = now().truncatedTo(ChronoUnit.MINUTES).toString();
    ObjectNode row = store.get(LEDGER, rowId(keyId, minute, model));
    return row != null
        ? row.deepCopy()
        : Json.object()
            .put("provider", provider)
            .put("key_id", keyId)
            .put("minute", minute)
            .put("model", model)
            .put("requests", 0)
            .put("refused", 0)
            .put("input_tokens", 0)
            .put("cached_tokens", 0)
            .put("output_tokens", 0)
            .put("cost_nanos", 0);
  }

  private void commit(ObjectNode row, List<Put> more) {
    List<Put> puts = new ArrayList<>(more);
    String minute = Json.required(row, "minute");
    String id = rowId(Json.required(row, "key_id"), minute, Json.required(row, "model"));
    puts.add(new Put(LEDGER, id, row));
    store.commit(puts);
  }

  private static String rowId(String keyId, String minute, String model) {
    return String.format(Locale.ROOT, "%s|%s|%s", keyId, minute, model);
  }

  static void add(ObjectNode node, String member, long amount) {
    node.put(member, node.path(member).longValue() + amount);
  }
}
