package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;

/** A stand-in that checks its caller, finds a route and words refusals in its provider's form. */
abstract class JsonStandIn implements ProviderStandIn {
  final StandInState state;
  final String adminKey;
  final Router router = new Router();
  private final ReportedUsage reported;

  JsonStandIn(StandInState state, String adminKey) {
    this.state = state;
    this.adminKey = adminKey;
    this.reported = new ReportedUsage(state, "");
  }

  /** Lets the admin credential pass; throws what the provider answers to another. */
  abstract void authorize(StandInRequest request);

  /** Words a refusal as the provider does. */
  abstract JsonNode error(StandInRefusal refusal);

  @Override
  public final StandInState state() {
    return state;
  }

  @Override
  public final ReportedUsage reported() {
    return reported;
  }

  @Override
  public final StandInReply answer(StandInRequest request) {
    Map<String, String> headers = Map.of("x-request-id", UUID.randomUUID().toString());
    try {
      if (isAdmin(request)) {
        authorize(request);
      }
      return router.route(request).with(headers);
    } catch (StandInRefusal refusal) {
      return new StandInReply(refusal.status(), error(refusal), headers);
    }
  }

  /** Refuses with 401 unless the bearer token is the admin credential. */
  final void requireBearer(StandInRequest request) {
    if (!adminKey.equals(request.bearer())) {
      throw new StandInRefusal(401, "unauthorized", "the credential is missing or not valid");
    }
  }
}
