package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /__standin/...}: what tests and the demo see and steer; no real provider has it. */
final class ControlRoutes {
  static final String PREFIX = "/__standin/";

  private final ProviderStandIn provider;
  private final FaultPlan faults;
  private final Router router = new Router();

  ControlRoutes(ProviderStandIn provider, FaultPlan faults) {
    this.provider = provider;
    this.faults = faults;
    router.on("POST", PREFIX + "keys", (request, path) -> seed(request));
    router.on("POST", PREFIX + "faults", (request, path) -> fault(request));
    router.on("DELETE", PREFIX + "faults", (request, path) -> calm());
    router.on("POST", PREFIX + "usage", (request, path) -> provider.reported().set(request));
    router.on("GET", PREFIX + "ledger", (request, path) -> ledger());
    router.on("GET", PREFIX + "effects", (request, path) -> effects());
  }

  StandInReply answer(StandInRequest request) {
    try {
      return router.route(request);
    } catch (StandInRefusal refusal) {
      ObjectNode body = Json.object().put("code", refusal.code()).put("error", refusal.message());
      return StandInReply.of(refusal.status(), body);
    }
  }

  private StandInReply seed(StandInRequest request) {
    ObjectNode wish = request.json();
    String named = Json.text(wish, "provider");
    String own = provider.state().provider();
    if (named != null && !named.equals(own)) {
      throw new StandInRefusal(400, "wrong_provider", "this port is " + own + ", not " + named);
    }
    int before = provider.state().keys().size();
    String id = provider.seed(wish);
    boolean created = provider.state().keys().size() > before;
    return StandInReply.ok(
        Json.object().put("provider", own).put("id", id).put("created", created));
  }

  private StandInReply fault(StandInRequest request) {
    Fault fault = Fault.parse(request.json());
    faults.add(fault);
    return StandInReply.ok(fault.toJson());
  }

  private StandInReply calm() {
    faults.clear();
    return StandInReply.ok(Json.object());
  }

  private StandInReply ledger() {
    return StandInReply.ok(Json.object().set("rows", Json.array(provider.state().ledger())));
  }

  private StandInReply effects() {
    return StandInReply.ok(Json.object().set("effects", Json.array(provider.state().effects())));
  }
}
