package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Accounts in subscription {@code sub-1} and group {@code group-1}. A change is under way until it
 * was looked at once; before that another one is refused. Every regeneration makes a new key.
 */
final class AzureAccountRoutes {
  static final String ACCOUNTS = "accounts";

  private static final String STATE = "provisioningState";
  private static final String ACCEPTED = "Accepted";

  private final StandInState state;

  AzureAccountRoutes(StandInState state) {
    this.state = state;
  }

  StandInReply get(StandInRequest request, Map<String, String> path) {
    ObjectNode account = known(path);
    StandInReply reply = StandInReply.ok(view(account));
    if (ACCEPTED.equals(Json.text(account, STATE))) {
      ObjectNode done = account.deepCopy().put(STATE, "Succeeded");
      state.store().commit(List.of(new Put(ACCOUNTS, Json.required(account, "name"), done)));
    }
    return reply;
  }

  StandInReply update(StandInRequest request, Map<String, String> path) {
    ObjectNode body = request.json();
    ObjectNode account = known(path).deepCopy();
    if (ACCEPTED.equals(Json.text(account, STATE))) {
      throw new StandInRefusal(409, "AnotherOperationInProgress", "A change is under way.");
    }
    var disabled = body.path("properties").path("disableLocalAuth");
    if (!disabled.isBoolean() || body.size() != 1 || body.path("properties").size() != 1) {
      throw new StandInRefusal(400, "InvalidRequestContent", "disableLocalAuth: boolean");
    }
    account.set("disableLocalAuth", disabled);
    String name = Json.required(account, "name");
    state.change(
        name,
        "PATCH account",
        body,
        List.of(new Put(ACCOUNTS, name, account.put(STATE, ACCEPTED))));
    return StandInReply.of(202, TextNode.valueOf(""))
        .with(Map.of("Azure-AsyncOperation", "https://management.azure.com/operations/1"));
  }

  StandInReply regenerate(StandInRequest request, Map<String, String> path) {
    ObjectNode body = request.json();
    String account = Json.required(known(path), "name");
    String slot = Json.required(body, "keyName");
    if (!Set.of("Key1", "Key2").contains(slot)) {
      throw new StandInRefusal(400, "InvalidKeyName", "keyName: Key1 or Key2");
    }
    String id = account + "/" + slot;
    String secret = "new-secret-" + state.effects().size();
    ObjectNode key = state.key(id);
    List<Put> puts = new ArrayList<>();
    if (key != null) {
      puts.add(
          new Put(StandInState.KEYS, id, key.put(StandInState.SECRET_HASH, Json.sha256(secret))));
    }
    state.change(id, "REGENERATE", body, puts);
    return StandInReply.ok(Json.object().put("key1", secret).put("key2", "secret-two"));
  }

  private ObjectNode known(Map<String, String> path) {
    ObjectNode account = state.store().get(ACCOUNTS, String.valueOf(path.get("account")));
    boolean place = "sub-1".equals(path.get("subscription")) && "group-1".equals(path.get("group"));
    if (account == null || !place) {
      throw new StandInRefusal(404, "ResourceNotFound", "The account was not found.");
    }
    return account;
  }

  private static ObjectNode view(ObjectNode account) {
    ObjectNode view = Json.object().put("name", Json.required(account, "name"));
    view.putObject("properties")
        .put(STATE, Json.text(account, STATE))
        .put("disableLocalAuth", account.path("disableLocalAuth").booleanValue());
    return view;
  }
}
