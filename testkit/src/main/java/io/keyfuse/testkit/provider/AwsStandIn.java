package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AWS's cloud: IAM's query protocol, as far as keys and inline policies go, and model calls of
 * Bedrock. Checks the form of a SigV4 header and its access key, not the signature itself.
 */
final class AwsStandIn implements ProviderStandIn {
  static final String USERS = "users";
  static final String ROLES = "roles";

  private static final Pattern SIGV4 =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)/\\d{8}/[a-z0-9-]+/([a-z]+)/aws4_request, "
              + "SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}");
  private static final String XML = "text/xml";

  private final StandInState state;
  private final String adminKeyId;
  private final ReportedUsage reported;
  private final Map<String, Function<AwsForm, String>> actions = new HashMap<>();
  private final ModelCallRoute calls;

  /**
   * Makes the cloud.
   *
   * @param adminCredential {@code ACCESS_KEY_ID:SECRET}
   */
  AwsStandIn(StandInState state, String adminCredential) {
    this.state = state;
    this.adminKeyId = adminCredential.substring(0, adminCredential.indexOf(':'));
    this.reported = new ReportedUsage(state, "");
    new AwsKeyActions(state).addTo(actions);
    AwsPolicyActions policies = new AwsPolicyActions(state);
    policies.addTo(actions);
    this.calls = new ModelCallRoute(state, this::caller, key -> admit(key, policies));
  }

  @Override
  public StandInState state() {
    return state;
  }

  @Override
  public ReportedUsage reported() {
    return reported;
  }

  @Override
  public boolean isAdmin(StandInRequest request) {
    return !request.path().startsWith("/model/");
  }

  @Override
  public StandInReply answer(StandInRequest request) {
    String requestId = UUID.randomUUID().toString();
    Map<String, String> headers =
        Map.of("x-amzn-RequestId", requestId, "Content-Type", isAdmin(request) ? XML : "text/json");
    try {
      if (!isAdmin(request)) {
        return calls.create(request).with(headers);
      }
      return StandInReply.of(200, TextNode.valueOf(act(request, requestId))).with(headers);
    } catch (StandInRefusal refusal) {
      return StandInReply.of(refusal.status(), TextNode.valueOf(error(refusal, requestId)))
          .with(headers);
    }
  }

  private String act(StandInRequest request, String requestId) {
    if (!request.method().equals("POST") || !request.path().equals("/")) {
      throw new StandInRefusal(404, "UnknownOperation", "IAM answers POST / only");
    }
    String signer = signer(request, "iam");
    if (signer == null) {
      throw new StandInRefusal(
          403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    if (!signer.equals(adminKeyId)) {
      throw new StandInRefusal(
          403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    AwsForm form = AwsForm.of(request);
    String name = form.required("Action");
    Function<AwsForm, String> action = actions.get(name);
    if (action == null) {
      throw new StandInRefusal(400, "InvalidAction", "Could not find operation " + name);
    }
    String result = action.apply(form);
    String inner = result.isEmpty() ? "" : AwsXml.element(name + "Result", result);
    String id = AwsXml.element("RequestId", AwsXml.text(requestId));
    return "<"
        + name
        + "Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
        + inner
        + AwsXml.element("ResponseMetadata", id)
        + "</"
        + name
        + "Response>";
  }

  /** Returns the access key id of a well-formed SigV4 header, or null. */
  private static @Nullable String signer(StandInRequest request, String service) {
    String header = request.header("authorization");
    Matcher sigV4 = SIGV4.matcher(header == null ? "" : header);
    boolean whole =
        sigV4.matches()
            && sigV4.group(2).equals(service)
            && List.of(sigV4.group(3).split(";", -1)).containsAll(List.of("host", "x-amz-date"))
            && request.header("x-amz-date") != null;
    return whole ? sigV4.group(1) : null;
  }

  private @Nullable ObjectNode caller(StandInRequest request) {
    String bearer = request.bearer();
    if (bearer != null) {
      return state.keyBySecret(bearer);
    }
    String id = signer(request, "bedrock");
    return id == null ? null : state.key(id);
  }

  private static void admit(ObjectNode key, AwsPolicyActions policies) {
    boolean live = !key.path("deleted").booleanValue();
    if (!live || !Json.required(key, "status").equals("Active")) {
      throw new StandInRefusal(
          403, "UnrecognizedClientException", "The security token in the request is invalid.");
    }
    if (policies.denyBedrock(Json.required(key, "user"))) {
      throw new StandInRefusal(
          403, "AccessDeniedException", "with an explicit deny in an identity-based policy");
    }
  }

  private static String error(StandInRefusal refusal, String requestId) {
    String inner =
        AwsXml.element("Type", refusal.status() < 500 ? "Sender" : "Receiver")
            + AwsXml.element("Code", AwsXml.text(refusal.code()))
            + AwsXml.element("Message", AwsXml.text(refusal.message()));
    return AwsXml.element(
        "ErrorResponse", AwsXml.element("Error", inner) + AwsXml.element("RequestId", requestId));
  }

  /** Makes a key of user {@code owner_id}, and the user; {@code project} makes a role as well. */
  @Override
  public String seed(ObjectNode wish) {
    String id = Json.required(wish, "id");
    if (state.key(id) != null) {
      return id;
    }
    String user = Json.required(wish, "owner_id");
    ObjectNode key =
        Json.object()
            .put("id", id)
            .put("user", user)
            .put("status", "Active")
            .put("deleted", false)
            .put("created", state.now().toString())
            .put("spend_nanos", 0L);
    String role = wish.path("project").asText(user + "-role");
    List<Put> more =
        List.of(
            new Put(USERS, user, Json.object().put("name", user)),
            new Put(ROLES, role, Json.object().put("name", role)));
    state.seed(key, Json.required(wish, "secret"), more);
    return id;
  }
}
