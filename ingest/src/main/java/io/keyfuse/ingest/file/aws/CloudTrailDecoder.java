package io.keyfuse.ingest.file.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.AuditContext;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.json.JsonDecoder;
import io.keyfuse.ingest.file.json.RecordShape;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes CloudTrail. Bedrock's inference calls are usage of one request without tokens, unless the
 * run has their invocation log; Bedrock's other calls and IAM's calls about keys are context; all
 * else is ignored. Thread-safe once the join is filled.
 */
public final class CloudTrailDecoder implements FileDecoder {
  private static final String FEED = "cloudtrail";
  private static final int LONGEST_AGENT = 256;
  private static final Set<String> BEDROCK =
      Set.of("bedrock.amazonaws.com", "bedrock-mantle.amazonaws.com");
  private static final Set<String> IAM_KEY_CALLS =
      Set.of(
          "CreateAccessKey",
          "UpdateAccessKey",
          "DeleteAccessKey",
          "CreateServiceSpecificCredential",
          "UpdateServiceSpecificCredential",
          "ResetServiceSpecificCredential",
          "DeleteServiceSpecificCredential",
          "CreateUser",
          "CreateLoginProfile",
          "AttachUserPolicy",
          "AttachRolePolicy",
          "PutUserPolicy",
          "PutRolePolicy",
          "DeleteUserPolicy",
          "DeleteRolePolicy",
          "UpdateAssumeRolePolicy");

  /** What is kept of a record. */
  public static final RecordShape SHAPE =
      RecordShape.of(
          Set.of("Records"),
          Set.of(
              "eventID",
              "requestID",
              "eventSource",
              "eventName",
              "eventTime",
              "awsRegion",
              "sourceIPAddress",
              "userAgent",
              "errorCode",
              "recipientAccountId",
              "userIdentity",
              "accountId",
              "accessKeyId",
              "arn",
              "userName",
              "sessionContext",
              "sessionIssuer",
              "requestParameters",
              "responseElements",
              "modelId",
              "callWithBearerToken",
              "additionalEventData",
              "inferenceRegion",
              "accessKey",
              "serviceSpecificCredential",
              "serviceSpecificCredentialId",
              "status"));

  private final AwsJoin join;

  /** Makes a decoder that leaves to the invocation log what the join knows of. */
  public CloudTrailDecoder(AwsJoin join) {
    this.join = join;
  }

  /** Tells the join who made the calls of a file. */
  public static void collect(FileInput file, AwsJoin join) throws IOException {
    JsonDecoder.scan(
        SHAPE,
        file,
        record -> {
          String request = JsonFields.text(record, "requestID");
          if (request != null && isInference(record)) {
            join.trailSaw(
                request,
                new AwsJoin.Caller(
                    AwsPrincipal.ofTrail(record),
                    JsonFields.text(record, "sourceIPAddress"),
                    agent(record)));
          }
        });
  }

  @Override
  public void decode(List<FileInput> files, PartSink out) throws IOException {
    new JsonDecoder(SHAPE, this::part).decode(files, out);
  }

  private Decoded part(String where, JsonNode record, Instant observedAt) {
    String source = JsonFields.required(record, "eventSource");
    String name = JsonFields.required(record, "eventName");
    if (isInference(record)) {
      String request = JsonFields.text(record, "requestID");
      return request != null && join.isLogged(request)
          ? new Decoded.Ignored(where, "joined_to_invocation_log")
          : new Decoded.Usage(where, usage(record, observedAt));
    }
    boolean aboutKeys = source.equals("iam.amazonaws.com") && IAM_KEY_CALLS.contains(name);
    return BEDROCK.contains(source) || aboutKeys
        ? new Decoded.Context(where, context(record, name))
        : new Decoded.Ignored(where, "other_service");
  }

  private static boolean isInference(JsonNode record) {
    String source = JsonFields.text(record, "eventSource");
    return source != null
        && BEDROCK.contains(source)
        && BedrockLogDecoder.isInferenceName(JsonFields.text(record, "eventName"));
  }

  private static UsageEvent usage(JsonNode record, Instant observedAt) {
    JsonNode parameters = record.path("requestParameters");
    String model = BedrockLogDecoder.model(JsonFields.text(parameters, "modelId"));
    String error = JsonFields.text(record, "errorCode");
    String region = JsonFields.text(record.path("additionalEventData"), "inferenceRegion");
    return UsageEvent.newBuilder()
        .setEventId(JsonFields.required(record, "eventID"))
        .setOccurredAt(JsonFields.time(record, "eventTime"))
        .setObservedAt(observedAt)
        .setSource(UsageSource.PROVIDER_USAGE)
        .setFeed(FEED)
        .setCredential(AwsPrincipal.ofTrail(record))
        .setClientIp(JsonFields.text(record, "sourceIPAddress"))
        .setUserAgent(agent(record))
        .setRegion(region == null ? JsonFields.text(record, "awsRegion") : region)
        .setModel(model)
        .setOperation(BedrockLogDecoder.operation(JsonFields.required(record, "eventName"), model))
        .setTokens(BedrockLogDecoder.noTokens())
        .setStatus(error == null ? UsageStatus.OK : UsageStatus.ERROR)
        .setErrorCode(error)
        .build();
  }

  private static ContextEvent context(JsonNode record, String name) {
    Credential key = AwsPrincipal.ofTrail(record);
    boolean known = !key.getKeyId().equals(AwsPrincipal.UNATTRIBUTED);
    JsonNode answer = record.path("responseElements");
    return new AuditContext(FEED, JsonFields.required(record, "eventID"), name)
        .with("event_source", record, "eventSource")
        .with("region", record, "awsRegion")
        .with("client_ip", record, "sourceIPAddress")
        .with("user_agent", record, "userAgent")
        .with("error_code", record, "errorCode")
        .with("model", BedrockLogDecoder.model(modelOf(record)))
        .with("target_id", answer.path("accessKey"), "accessKeyId")
        .with("target_id", record.path("requestParameters"), "accessKeyId")
        .with("target_id", answer.path("serviceSpecificCredential"), "serviceSpecificCredentialId")
        .with("target_status", record.path("requestParameters"), "status")
        .event(
            known ? key : null,
            key.getProvider() + ":" + key.getAccount(),
            JsonFields.time(record, "eventTime"));
  }

  private static @Nullable String modelOf(JsonNode record) {
    return JsonFields.text(record.path("requestParameters"), "modelId");
  }

  private static @Nullable String agent(JsonNode record) {
    String agent = JsonFields.text(record, "userAgent");
    return agent == null ? null : agent.substring(0, Math.min(agent.length(), LONGEST_AGENT));
  }
}
