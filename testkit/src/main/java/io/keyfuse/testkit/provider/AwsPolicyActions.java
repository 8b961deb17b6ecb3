package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** IAM's actions on users, roles and their inline policies. Unknown action prefixes are refused. */
final class AwsPolicyActions {
  private static final String POLICIES = "policies";
  private static final Set<String> PREFIXES = Set.of("bedrock", "iam", "s3", "sts");

  private final StandInState state;

  AwsPolicyActions(StandInState state) {
    this.state = state;
  }

  void addTo(Map<String, Function<AwsForm, String>> actions) {
    for (String kind : List.of("User", "Role")) {
      actions.put("Get" + kind, form -> get(form, kind));
      actions.put("Get" + kind + "Policy", form -> getPolicy(form, kind));
      actions.put("Put" + kind + "Policy", form -> putPolicy(form, kind));
      actions.put("Delete" + kind + "Policy", form -> deletePolicy(form, kind));
    }
  }

  /** Returns true when a policy of the user denies Bedrock without a condition. */
  boolean denyBedrock(String user) {
    for (ObjectNode policy : state.store().list(POLICIES)) {
      JsonNode statement = policy.path("document").path("Statement").path(0);
      boolean his = ("User/" + user).equals(Json.text(policy, "owner"));
      boolean there = !policy.path("deleted").booleanValue() && !statement.has("Condition");
      if (his && there && statement.path("Action").toString().contains("\"bedrock:*\"")) {
        return true;
      }
    }
    return false;
  }

  private String get(AwsForm form, String kind) {
    String name = owner(form, kind);
    String inner =
        AwsXml.element("Path", "/")
            + AwsXml.element(kind + "Name", name)
            + AwsXml.element("Arn", "arn:aws:iam::111111111111:" + kind + "/" + name);
    return AwsXml.element(kind, inner);
  }

  private String getPolicy(AwsForm form, String kind) {
    String name = owner(form, kind);
    ObjectNode policy = live(form, kind);
    String document =
        URLEncoder.encode(policy.path("document").toString(), StandardCharsets.UTF_8)
            .replace("+", "%20");
    return AwsXml.element(kind + "Name", name)
        + AwsXml.element("PolicyName", form.required("PolicyName"))
        + AwsXml.element("PolicyDocument", document);
  }

  private String putPolicy(AwsForm form, String kind) {
    owner(form, kind);
    ObjectNode policy =
        Json.object()
            .put("owner", kind + "/" + form.required(kind + "Name"))
            .put("deleted", false)
            .set("document", document(form.required("PolicyDocument")));
    save(form, kind, policy);
    return "";
  }

  private String deletePolicy(AwsForm form, String kind) {
    owner(form, kind);
    save(form, kind, live(form, kind).put("deleted", true));
    return "";
  }

  private void save(AwsForm form, String kind, ObjectNode policy) {
    String target = form.required(kind + "Name") + "/" + form.required("PolicyName");
    Put put = new Put(POLICIES, id(form, kind), policy);
    state.change(target, form.required("Action"), Json.object(), List.of(put));
  }

  private ObjectNode live(AwsForm form, String kind) {
    ObjectNode policy = state.store().get(POLICIES, id(form, kind));
    if (policy == null || policy.path("deleted").booleanValue()) {
      throw new StandInRefusal(404, "NoSuchEntity", "The policy cannot be found.");
    }
    return policy.deepCopy();
  }

  private String owner(AwsForm form, String kind) {
    String name = form.required(kind + "Name");
    String collection = kind.equals("User") ? AwsStandIn.USERS : AwsStandIn.ROLES;
    if (state.store().get(collection, name) == null) {
      throw new StandInRefusal(404, "NoSuchEntity", "The " + kind + " cannot be found.");
    }
    return name;
  }

  private static String id(AwsForm form, String kind) {
    return kind + "/" + form.required(kind + "Name") + "/" + form.required("PolicyName");
  }

  private static JsonNode document(String text) {
    try {
      JsonNode document = Json.MAPPER.readTree(text);
      JsonNode statements = document.path("Statement");
      boolean whole = document.path("Version").asText().equals("2012-10-17");
      for (JsonNode action : statements.path(0).path("Action")) {
        String name = action.asText();
        whole &= name.equals("*") || PREFIXES.contains(name.split(":", -1)[0]);
      }
      if (whole && statements.path(0).path("Effect").isTextual()) {
        return document;
      }
    } catch (JsonProcessingException e) {
      throw new StandInRefusal(400, "MalformedPolicyDocument", "The policy is no JSON.");
    }
    throw new StandInRefusal(400, "MalformedPolicyDocument", "Syntax errors in policy.");
  }
}
