package io.keyfuse.testkit.scenario;

import org.jspecify.annotations.Nullable;

/**
 * What truly happened on a key at one instant: one request, or many alike. Feeds tell it later and
 * worse. Immutable.
 *
 * @param errorCode null when the requests succeeded
 */
record Call(
    long atMillis,
    ModelPrice model,
    String region,
    Tokens tokens,
    long requests,
    @Nullable String errorCode,
    Caller caller,
    Origin origin) {

  /** Whose call it is, and whether the owner's telemetry can see it. */
  enum Origin {
    OWNER,
    /** Goes through the owner's gateway, so both feeds show it. */
    THIEF_IN_TELEMETRY,
    THIEF,
    /** Looks around before the theft; costs next to nothing. */
    THIEF_RECON;

    boolean owner() {
      return this == OWNER;
    }

    boolean inTelemetry() {
      return this == OWNER || this == THIEF_IN_TELEMETRY;
    }
  }

  long costNanos() {
    return model.nanosOf(tokens);
  }

  Call at(long millis) {
    return new Call(millis, model, region, tokens, requests, errorCode, caller, origin);
  }

  Call with(ModelPrice other) {
    return new Call(atMillis, other, region, tokens, requests, errorCode, caller, origin);
  }

  Call with(Tokens other) {
    return new Call(atMillis, model, region, other, requests, errorCode, caller, origin);
  }

  Call with(Caller other) {
    return new Call(atMillis, model, region, tokens, requests, errorCode, other, origin);
  }

  Call inRegion(String other) {
    return new Call(atMillis, model, other, tokens, requests, errorCode, caller, origin);
  }

  Call failed(String code) {
    return new Call(atMillis, model, region, Tokens.NONE, requests, code, caller, origin);
  }
}
