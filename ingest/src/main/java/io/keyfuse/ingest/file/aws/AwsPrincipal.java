package io.keyfuse.ingest.file.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.schemas.v1.Credential;
import org.jspecify.annotations.Nullable;

/**
 * Names the AWS credential behind a call. An IAM user's access key is its own id ({@code AKIA...}).
 * A role session's key changes with each session and cannot be disabled by id, so the role stands
 * for it: {@code role/NAME}. A Bedrock API key is not named by AWS, only its user: {@code
 * bedrock-key/NAME}. An ARN alone gives {@code user/NAME} or {@code role/NAME}. Stateless.
 */
final class AwsPrincipal {
  static final String UNATTRIBUTED = "unattributed";

  private static final String PROVIDER = "aws";
  private static final String LASTING_KEY = "AKIA";

  private AwsPrincipal() {}

  /** Returns the credential of a CloudTrail record. */
  static Credential ofTrail(JsonNode record) {
    JsonNode identity = record.path("userIdentity");
    String account = JsonFields.text(identity, "accountId");
    if (account == null) {
      account = JsonFields.text(record, "recipientAccountId");
    }
    return new Credential(PROVIDER, account == null ? "default" : account, keyId(record, identity));
  }

  /** Returns the credential of an ARN, as the invocation log has it. */
  static Credential ofArn(String account, @Nullable String arn) {
    String named = arn == null ? null : fromArn(arn);
    return new Credential(PROVIDER, account, named == null ? UNATTRIBUTED : named);
  }

  private static String keyId(JsonNode record, JsonNode identity) {
    String user = JsonFields.text(identity, "userName");
    if (isBearer(record) && user != null) {
      return "bedrock-key/" + user;
    }
    String accessKey = JsonFields.text(identity, "accessKeyId");
    if (accessKey != null && accessKey.startsWith(LASTING_KEY)) {
      return accessKey;
    }
    String role =
        JsonFields.text(identity.path("sessionContext").path("sessionIssuer"), "userName");
    if (role != null) {
      return "role/" + role;
    }
    String arn = JsonFields.text(identity, "arn");
    String named = arn == null ? null : fromArn(arn);
    return named == null ? UNATTRIBUTED : named;
  }

  private static boolean isBearer(JsonNode record) {
    return record.path("additionalEventData").path("callWithBearerToken").asBoolean()
        || record.path("requestParameters").path("callWithBearerToken").asBoolean();
  }

  /** Reads {@code arn:aws:iam::1:user/path/NAME} and {@code ...:assumed-role/NAME/session}. */
  private static @Nullable String fromArn(String arn) {
    int colon = arn.lastIndexOf(':');
    String resource = arn.substring(colon + 1);
    int slash = resource.indexOf('/');
    if (slash < 0) {
      return resource.equals("root") ? "root" : null;
    }
    String kind = resource.substring(0, slash);
    String rest = resource.substring(slash + 1);
    if (kind.equals("assumed-role")) {
      int end = rest.indexOf('/');
      return "role/" + (end < 0 ? rest : rest.substring(0, end));
    }
    String name = rest.substring(rest.lastIndexOf('/') + 1);
    return (kind.equals("user") || kind.equals("role")) && !name.isEmpty()
        ? kind + "/" + name
        : null;
  }
}
