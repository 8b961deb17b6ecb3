package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an AWS key id names.
 *
 * @param kind what it is
 * @param name id of the key, or name of the user or role
 */
record AwsTarget(Kind kind, String name) {
  private static final Pattern ACCESS_KEY = Pattern.compile("AKIA[A-Z0-9]{12,124}");
  private static final Pattern SERVICE_KEY = Pattern.compile("ACCA[A-Z0-9]{12,124}");
  private static final Pattern NAMED =
      Pattern.compile("(bedrock-key|user|role)/([A-Za-z0-9_+=,.@-]{1,64})");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

  /** What a key id can name. */
  enum Kind {
    /** An IAM user's access key. */
    ACCESS_KEY,
    /** A Bedrock API key, which is a service-specific credential. */
    SERVICE_KEY,
    /** The Bedrock API keys of a user; CloudTrail does not tell which one was used. */
    SERVICE_KEYS,
    /** An IAM user. */
    USER,
    /** An IAM role. */
    ROLE
  }

  /** Reads the key id of the command; refuses what names nothing that can be acted on. */
  static AwsTarget of(ExecutionRequest request) {
    String id = request.keyId();
    if (ACCESS_KEY.matcher(id).matches()) {
      return new AwsTarget(Kind.ACCESS_KEY, id);
    }
    if (SERVICE_KEY.matcher(id).matches()) {
      return new AwsTarget(Kind.SERVICE_KEY, id);
    }
    Matcher named = NAMED.matcher(id);
    if (named.matches()) {
      return new AwsTarget(kind(named.group(1)), named.group(2));
    }
    throw ProviderCallException.failed(
        "the key id is no AKIA, ACCA, bedrock-key/USER, user/NAME or role/NAME",
        OutcomeReason.UNKNOWN_KEY,
        ProviderTrace.NONE);
  }

  boolean isIdentity() {
    return kind == Kind.USER || kind == Kind.ROLE;
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static Kind kind(String prefix) {
    return switch (prefix) {
      case "user" -> Kind.USER;
      case "role" -> Kind.ROLE;
      default -> Kind.SERVICE_KEYS;
    };
  }
}
