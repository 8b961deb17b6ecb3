package io.keyfuse.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the decoders of logs and native bills do where no published sample shows it. */
class ProviderLogsTest {
  private static final String LOG =
      "{\"schemaType\":\"ModelInvocationLog\",\"timestamp\":\"2025-05-15T14:17:22Z\","
          + "\"accountId\":\"1\",\"identity\":{\"arn\":\"arn:aws:iam::1:user/team/bob\"},"
          + "\"region\":\"us-west-2\",\"requestId\":\"r1\",\"operation\":\"Converse\","
          + "\"modelId\":\"arn:aws:bedrock:us-west-2:1:inference-profile/us.anthropic.claude-x\","
          + "\"input\":{\"inputTokenCount\":100,\"cacheReadInputTokenCount\":20},"
          + "\"output\":{\"outputTokenCount\":30}}\n";
  private static final String TRAIL =
      "{\"Records\":[{\"eventSource\":\"bedrock.amazonaws.com\",\"eventName\":\"Converse\","
          + "\"eventTime\":\"2025-05-15T14:17:22Z\",\"eventID\":\"e1\",\"requestID\":\"r1\","
          + "\"sourceIPAddress\":\"203.0.113.9\",\"userAgent\":\"python\",\"userIdentity\":"
          + "{\"accountId\":\"1\",\"accessKeyId\":\"AKIA1\",\"userName\":\"bob\"}}]}";

  @TempDir Path folder;

  @Test
  void shouldJoinTheLogsTokensWithTheTrailsKey() throws IOException {
    DecodedFiles joined = decode(LOG, TRAIL);

    assertThat(joined.usage()).hasSize(1);
    UsageEvent event = joined.usage().get(0);
    assertThat(event.getEventId()).isEqualTo("r1");
    assertThat(event.getCredential().getKeyId()).isEqualTo("AKIA1");
    assertThat(event.getClientIp()).isEqualTo("203.0.113.9");
    assertThat(event.getModel()).isEqualTo("us.anthropic.claude-x");
    assertThat(event.getTokens()).isEqualTo(new TokenCounts(120L, 20L, 0L, 0L, 30L, 0L));
    assertThat(joined.tally().ignored()).containsEntry("joined_to_invocation_log", 1L);
  }

  @Test
  void shouldNameTheUserWhereTheTrailIsMissing() throws IOException {
    assertThat(decode(LOG).usage().get(0).getCredential().getKeyId()).isEqualTo("user/bob");
  }

  @Test
  void shouldNotTakeABedrockKeyForItsUsersAccessKey() throws IOException {
    String bearer =
        TRAIL.replace(
            "\"userAgent\"",
            "\"additionalEventData\":{\"callWithBearerToken\":true},\"userAgent\"");

    assertThat(decode(bearer).usage().get(0).getCredential().getKeyId())
        .isEqualTo("bedrock-key/bob");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"usage\":{\"inputTokens\":7,\"outputTokens\":3,\"cacheWriteInputTokens\":2}}",
        "{\"usage\":{\"input_tokens\":7,\"output_tokens\":3,\"cache_creation_input_tokens\":2}}",
        "[{\"message\":{\"usage\":{\"input_tokens\":7,\"output_tokens\":1,"
            + "\"cache_creation_input_tokens\":2}}},{\"usage\":{\"output_tokens\":3}}]",
      })
  void shouldReadTheAnswersUsageWhereTheLogHasNoCounts(String body) throws IOException {
    String log =
        LOG.replace("\"inputTokenCount\":100,\"cacheReadInputTokenCount\":20", "")
            .replace("\"outputTokenCount\":30", "\"outputBodyJson\":" + body);

    assertThat(decode(log).usage().get(0).getTokens())
        .isEqualTo(new TokenCounts(9L, 0L, 2L, 0L, 3L, 0L));
  }

  @Test
  void shouldKeepTheErrorOfAFailedCall() throws IOException {
    UsageEvent event =
        decode(TRAIL.replace("\"eventID\"", "\"errorCode\":\"AccessDenied\",\"eventID\""))
            .usage()
            .get(0);

    assertThat(event.getStatus()).isEqualTo(UsageStatus.ERROR);
    assertThat(event.getErrorCode()).isEqualTo("AccessDenied");
  }

  @Test
  void shouldLetNoAuditEntryTakeThePlaceOfAnInventory() throws IOException {
    ContextEvent created =
        decode(
                "{\"id\":\"a1\",\"type\":\"api_key.updated\",\"effective_at\":1702857600,"
                    + "\"project\":{\"id\":\"proj_1\"},\"api_key.updated\":{\"id\":\"key_1\","
                    + "\"changes_requested\":{\"scopes\":[\"api.all.read\",\"b\"]}}}")
            .context()
            .get(0);

    assertThat(created.getScope()).isEqualTo("audit/openai:proj_1:key_1/api_key.updated");
    assertThat(created.getCredential().getKeyId()).isEqualTo("key_1");
    assertThat(created.getAttributes()).containsEntry("scopes", "api.all.read,b");
  }

  @Test
  void shouldGiveBothLiteLlmRecordsOfACallOneId() throws IOException {
    String row =
        "{\"request_id\":\"c1\",\"call_type\":\"acompletion\",\"api_key\":\"abc\",\"spend\":0,"
            + "\"startTime\":\"2025-01-24 09:20:46.847\",\"prompt_tokens\":10,"
            + "\"completion_tokens\":2,\"metadata\":\"{\\\"usage_object\\\":{"
            + "\\\"prompt_tokens_details\\\":{\\\"cached_tokens\\\":4}}}\"}";
    String payload =
        "{\"id\":\"c1\",\"call_type\":\"acompletion\",\"response_cost\":2.5e-06,"
            + "\"startTime\":1737710446.847,\"prompt_tokens\":10,\"completion_tokens\":2,"
            + "\"status\":\"failure\",\"error_information\":{\"error_code\":\"429\"},"
            + "\"metadata\":{\"user_api_key_hash\":\"abc\"}}";

    UsageEvent a = decode(row).usage().get(0);
    UsageEvent b = decode(payload).usage().get(0);

    assertThat(a.getEventId()).isEqualTo(b.getEventId()).isEqualTo("c1:acompletion");
    assertThat(a.getCredential()).isEqualTo(b.getCredential());
    assertThat(a.getOccurredAt()).isEqualTo(b.getOccurredAt());
    assertThat(a.getTokens().getCachedRead()).isEqualTo(4);
    assertThat(a.getCost()).as("a zero for tokens is an unknown model").isNull();
    assertThat(b.getCost().getAmountNanos()).isEqualTo(2_500);
    assertThat(b.getErrorCode()).isEqualTo("429");
  }

  @Test
  void shouldReadGoogleAndAzureBills() throws IOException {
    String google =
        "{\"billing_account_id\":\"B\",\"project\":{\"id\":\"p\"},\"sku\":{\"id\":\"S\"},"
            + "\"usage_start_time\":\"2026-09-01 00:00:00 UTC\","
            + "\"usage_end_time\":\"2026-09-01 01:00:00 UTC\",\"cost\":0.1,\"currency\":\"USD\","
            + "\"cost_type\":\"%s\",\"credits\":[{\"amount\":-0.04}]}\n";
    String azure =
        "Date,meterCategory,meterName,costInBillingCurrency,billingCurrencyCode,ResourceId\n"
            + "09/18/2026,AI,gpt Inp Tokens,1.25,USD,/subscriptions/s/resourceGroups/g/"
            + "providers/Microsoft.CognitiveServices/accounts/Acc1\n";

    DecodedFiles usage = decode(google.formatted("regular") + google.formatted("tax"));
    DecodedFiles azureCost = decode(azure);

    assertThat(usage.tally().costNanos()).isEqualTo(100_000_000L);
    assertThat(usage.tally().ignored()).containsEntry("cost_type", 1L);
    assertThat(azureCost.tally().costNanos()).isEqualTo(1_250_000_000L);
    assertThat(azureCost.usage().get(0).getCredential().toString())
        .contains("\"azure\"", "\"acc1\"", "\"unattributed\"");
    assertThat(azureCost.usage().get(0).getBucket().getWidthMs()).isEqualTo(86_400_000L);
  }

  private DecodedFiles decode(String... texts) throws IOException {
    Path[] files = new Path[texts.length];
    for (int i = 0; i < texts.length; i++) {
      files[i] = Files.writeString(folder.resolve("f" + i), texts[i]);
    }
    return DecodedFiles.of(FileFeedsConfig.defaults(), files);
  }
}
