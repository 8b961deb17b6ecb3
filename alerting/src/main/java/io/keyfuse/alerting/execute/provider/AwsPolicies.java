package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ProviderTrace;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Inline policies of ours on an IAM user or role: one denies Bedrock, one denies everything to
 * sessions made before a time. That {@code bedrock-mantle} is a prefix IAM knows is not verified,
 * so that a document which IAM calls malformed is put again without it. Thread-safe.
 */
final class AwsPolicies {
  static final String DENY = "deny_policy";
  static final String SESSIONS = "sessions_policy";
  static final String ABSENT = "absent";

  private static final String DENY_NAME = "KeyfuseDenyBedrock";
  private static final String SESSIONS_NAME = "KeyfuseRevokeSessions";
  private static final String IN_FORCE = "in force";

  private final AwsInlinePolicies policies;

  private final InstantSource clock;

  AwsPolicies(AwsIam iam, InstantSource clock) {
    this.policies = new AwsInlinePolicies(iam);
    this.clock = clock;
  }

  /** Returns the step that denies Bedrock, or allows it again. */
  KeyRecipe.Step deny(AwsTarget identity, boolean denied) {
    return new KeyRecipe.Step(
        Map.of(DENY, denied ? IN_FORCE : ABSENT),
        () -> show(identity, DENY_NAME, DENY, AwsPolicies::deniesBedrock),
        () -> denied ? putDeny(identity) : policies.delete(identity, DENY_NAME));
  }

  /**
   * Returns the step that ends the sessions made until it is carried out, or lets them be again.
   *
   * @param since the least time that counts as done; null to lift
   */
  KeyRecipe.Step sessions(AwsTarget identity, @Nullable Instant since) {
    return new KeyRecipe.Step(
        Map.of(SESSIONS, since == null ? ABSENT : IN_FORCE),
        () -> show(identity, SESSIONS_NAME, SESSIONS, document -> endsSince(document, since)),
        () ->
            since == null
                ? policies.delete(identity, SESSIONS_NAME)
                : policies.put(identity, SESSIONS_NAME, sessionsDocument(clock.instant())));
  }

  private interface Check {
    boolean passes(JsonNode statement);
  }

  private KeyView show(AwsTarget identity, String policy, String name, Check check) {
    AwsInlinePolicies.Found found = policies.find(identity, policy);
    String text = found.document();
    if (text == null) {
      return new KeyView(found.trace(), Map.of(name, ABSENT));
    }
    JsonNode statement = parse(text).path("Statement").path(0);
    boolean good = "Deny".equals(statement.path("Effect").asText()) && check.passes(statement);
    return new KeyView(found.trace(), Map.of(name, good ? IN_FORCE : "other"));
  }

  private ProviderTrace putDeny(AwsTarget identity) {
    Optional<ProviderTrace> whole =
        policies.putUnlessMalformed(
            identity, DENY_NAME, denyDocument(List.of("bedrock:*", "bedrock-mantle:*")));
    return whole.orElseGet(
        () -> policies.put(identity, DENY_NAME, denyDocument(List.of("bedrock:*"))));
  }

  private static boolean deniesBedrock(JsonNode statement) {
    boolean everywhere = statement.path("Resource").asText().equals("*");
    for (JsonNode action : statement.path("Action")) {
      if (everywhere && action.asText().equals("bedrock:*") && !statement.has("Condition")) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsSince(JsonNode statement, @Nullable Instant since) {
    String time =
        statement.path("Condition").path("DateLessThan").path("aws:TokenIssueTime").asText();
    try {
      return since == null || !Instant.parse(time).isBefore(since.truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String denyDocument(List<String> actions) {
    ObjectNode document = document();
    ObjectNode statement = (ObjectNode) document.path("Statement").path(0);
    statement.put("Sid", "KillSwitch").put("Resource", "*");
    actions.forEach(statement.putArray("Action")::add);
    return document.toString();
  }

  private static String sessionsDocument(Instant before) {
    ObjectNode document = document();
    ObjectNode statement = (ObjectNode) document.path("Statement").path(0);
    statement.put("Sid", "OldSessions").put("Resource", "*");
    statement.putArray("Action").add("*");
    statement
        .putObject("Condition")
        .putObject("DateLessThan")
        .put("aws:TokenIssueTime", before.truncatedTo(ChronoUnit.SECONDS).toString());
    return document.toString();
  }

  private static ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
    document.putArray("Statement").addObject().put("Effect", "Deny");
    return document;
  }

  private static JsonNode parse(String encoded) {
    try {
      return ProviderHttp.JSON.readTree(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return ProviderAnswer.noBody();
    }
  }
}
