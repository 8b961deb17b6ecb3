package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** IAM's actions on access keys ({@code AKIA}) and service-specific credentials ({@code ACCA}). */
final class AwsKeyActions {
  private static final String ACCESS_KEY = "AccessKeyId";
  private static final String SERVICE_KEY = "ServiceSpecificCredentialId";
  private static final String BEDROCK = "bedrock.amazonaws.com";

  private final StandInState state;

  AwsKeyActions(StandInState state) {
    this.state = state;
  }

  void addTo(Map<String, Function<AwsForm, String>> actions) {
    actions.put("GetAccessKeyLastUsed", this::lastUsed);
    actions.put("ListAccessKeys", this::listAccessKeys);
    actions.put("UpdateAccessKey", form -> update(form, ACCESS_KEY, "AKIA"));
    actions.put("DeleteAccessKey", form -> delete(form, ACCESS_KEY, "AKIA"));
    actions.put("ListServiceSpecificCredentials", this::listServiceKeys);
    actions.put("UpdateServiceSpecificCredential", form -> update(form, SERVICE_KEY, "ACCA"));
    actions.put("DeleteServiceSpecificCredential", form -> delete(form, SERVICE_KEY, "ACCA"));
  }

  private String lastUsed(AwsForm form) {
    ObjectNode key = live(form.required(ACCESS_KEY), "AKIA");
    String used = AwsXml.element("ServiceName", "N/A") + AwsXml.element("Region", "N/A");
    return AwsXml.element("UserName", Json.required(key, "user"))
        + AwsXml.element("AccessKeyLastUsed", used);
  }

  private String listAccessKeys(AwsForm form) {
    String user = user(form);
    StringBuilder members = new StringBuilder();
    for (ObjectNode key : state.keys()) {
      if (isLive(key, "AKIA") && Json.required(key, "user").equals(user)) {
        members.append(AwsXml.element("member", row(key, ACCESS_KEY)));
      }
    }
    return AwsXml.element("AccessKeyMetadata", members.toString()) + notTruncated();
  }

  private String listServiceKeys(AwsForm form) {
    boolean all = "true".equals(form.text("AllUsers"));
    if (all && form.text("UserName") != null) {
      throw new StandInRefusal(400, "InvalidInput", "UserName and AllUsers exclude each other");
    }
    String user = all ? "" : user(form);
    String service = form.text("ServiceName");
    StringBuilder members = new StringBuilder();
    for (ObjectNode key : state.keys()) {
      boolean wanted = all || Json.required(key, "user").equals(user);
      if (isLive(key, "ACCA") && wanted && (service == null || service.equals(BEDROCK))) {
        String row = row(key, SERVICE_KEY) + AwsXml.element("ServiceName", BEDROCK);
        members.append(AwsXml.element("member", row));
      }
    }
    return AwsXml.element("ServiceSpecificCredentials", members.toString()) + notTruncated();
  }

  private String update(AwsForm form, String member, String prefix) {
    ObjectNode key = owned(form, member, prefix);
    String status = form.required("Status");
    if (!Set.of("Active", "Inactive").contains(status)) {
      throw new StandInRefusal(400, "ValidationError", "Status must be Active or Inactive");
    }
    save(key.put("status", status), form);
    return "";
  }

  private String delete(AwsForm form, String member, String prefix) {
    save(owned(form, member, prefix).put("deleted", true), form);
    return "";
  }

  private void save(ObjectNode key, AwsForm form) {
    String id = Json.required(key, "id");
    Put put = new Put(StandInState.KEYS, id, key);
    state.change(id, form.required("Action"), Json.object(), List.of(put));
  }

  private ObjectNode owned(AwsForm form, String member, String prefix) {
    String user = user(form);
    ObjectNode key = live(form.required(member), prefix);
    if (!Json.required(key, "user").equals(user)) {
      throw new StandInRefusal(404, "NoSuchEntity", "The user has no such key.");
    }
    return key;
  }

  private ObjectNode live(String id, String prefix) {
    ObjectNode key = state.key(id);
    if (key == null || !isLive(key, prefix)) {
      throw new StandInRefusal(404, "NoSuchEntity", "The key with id " + id + " cannot be found.");
    }
    return key;
  }

  private static boolean isLive(ObjectNode key, String prefix) {
    return !key.path("deleted").booleanValue() && Json.required(key, "id").startsWith(prefix);
  }

  /** Without a name IAM takes the caller's own user, who has none of the keys here. */
  private String user(AwsForm form) {
    String user = form.text("UserName");
    if (user == null || state.store().get(AwsStandIn.USERS, user) == null) {
      throw new StandInRefusal(
          404, "NoSuchEntity", "The user with name " + user + " cannot be found.");
    }
    return user;
  }

  private static String row(ObjectNode key, String idMember) {
    return AwsXml.element("UserName", Json.required(key, "user"))
        + AwsXml.element(idMember, Json.required(key, "id"))
        + AwsXml.element("Status", Json.required(key, "status"))
        + AwsXml.element("CreateDate", Json.required(key, "created"));
  }

  private static String notTruncated() {
    return AwsXml.element("IsTruncated", "false");
  }
}
