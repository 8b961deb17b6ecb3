package io.keyfuse.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.decode.PartTally;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every published sample against figures from elsewhere: records by {@code jq length}, tokens and
 * money read off the file by hand, the bill by awk.
 */
class SampleFilesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // file, format, "read usage context ignored requests input output nano-USD"
    "aws/cloudtrail_bedrock_invoke_model_stratus.json, CLOUDTRAIL, 15 1 14 0 1 0 0 0",
    "aws/cloudtrail_iam_backdoor_user_stratus.json, CLOUDTRAIL, 1 0 1 0 0 0 0 0",
    "aws/cloudtrail_bedrock_events_panther.json, CLOUDTRAIL, 3 0 3 0 0 0 0 0",
    "aws/bedrock_model_invocation_log_panther.json, BEDROCK, 8 6 0 2 6 0 0 0",
    "openai/audit_log_events_panther.json, OPENAI_AUDIT, 33 0 33 0 0 0 0 0",
    "anthropic/compliance_activity_events_panther.json, ANTHROPIC_ACTIVITY, 38 0 38 0 0 0 0 0",
    // Ten usage results: 1000 + 16 + 16 tokens in, 500 out, 18 calls; one cost of $0.06.
    "openai/admin_api_examples.json, OPENAI_ADMIN, 47 11 2 34 18 1032 500 60000000",
    "litellm/standard_logging_payload.json, LITELLM, 1 1 0 0 1 10 20 225000",
    "litellm/spend_logs_payload.json, LITELLM, 1 1 0 0 1 10 20 225000",
    // Without gen_ai attributes: one span; one log record; four metrics; one event.
    "otlp/trace.json, OTLP, 1 0 0 1 0 0 0 0",
    "otlp/logs.json, OTLP, 1 0 0 1 0 0 0 0",
    "otlp/metrics.json, OTLP, 4 0 0 4 0 0 0 0",
    "otlp/events.json, OTLP, 1 0 0 1 0 0 0 0",
  })
  void shouldMakeOfEverySampleWhatIsInIt(String name, FileFormat format, String figures)
      throws IOException {
    Path file = SharedFiles.get("data/samples/" + name);

    PartTally tally = DecodedFiles.of(FileFeedsConfig.defaults(), file).tally();

    assertThat(FormatDetector.detect(new FileInput(file, DecodedFiles.OBSERVED)).format())
        .isEqualTo(format);
    assertThat(figures(tally)).isEqualTo(figures);
    assertThat(tally.refusedCount()).isZero();
  }

  @Test
  void shouldSumTheFocusSampleAsAwkDoes() throws Exception {
    Path file = SharedFiles.get("data/samples/focus/focus_sample_1.0.csv");
    // No field up to the category holds a comma. Each row is rounded half up to a nano.
    String script =
        "NR>1 && $8==\"\\\"Usage\\\"\"{n++; v=$2; s=1; if(v<0){s=-1; v=substr(v,2)}"
            + " split(v,p,\".\"); d=substr(p[2] \"0000000000\",1,10);"
            + " t+=s*(p[1]*1e9+substr(d,1,9)+(substr(d,10,1)>=5))}"
            + " END{printf \"%d %d %.0f\", NR-1, n, t}";
    String[] awk = run("awk", "-F,", script, file.toString()).split(" ", -1);

    PartTally tally = DecodedFiles.of(FileFeedsConfig.defaults(), file).tally();

    assertThat(tally.read()).isEqualTo(Long.parseLong(awk[0])).isEqualTo(1_000);
    assertThat(tally.usage() + tally.merged()).isEqualTo(Long.parseLong(awk[1])).isEqualTo(997);
    assertThat(tally.costNanos()).isEqualTo(Long.parseLong(awk[2]));
    assertThat(tally.ignored())
        .containsOnly(
            java.util.Map.entry("charge_category_adjustment", 2L),
            java.util.Map.entry("charge_category_credit", 1L));
  }

  @Test
  void shouldCountCreditsAndAdjustmentsOnlyWhenAsked() throws IOException {
    Path file = SharedFiles.get("data/samples/focus/focus_sample_1.0.csv");

    PartTally all = DecodedFiles.of(FileFeedsConfig.defaults().withAllCharges(), file).tally();

    // Usage as above, adjustments 0.272, credit -2.6137.
    assertThat(all.ignoredCount()).isZero();
    assertThat(all.costNanos()).isEqualTo(22_861_926_762L + 272_000_000L - 2_613_700_000L);
  }

  @Test
  void shouldLetNoNameOrMailAddressOfAnAuditLogThrough() throws IOException {
    List<ContextEvent> events =
        DecodedFiles.of(
                FileFeedsConfig.defaults(),
                SharedFiles.get("data/samples/openai/audit_log_events_panther.json"),
                SharedFiles.get("data/samples/anthropic/compliance_activity_events_panther.json"),
                SharedFiles.get("data/samples/openai/admin_api_examples.json"))
            .context();

    assertThat(events)
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(event.toString())
                    .doesNotContain("@", "Corporate VPN", "First Last", "sk-abc"));
  }

  @Test
  void shouldLetNoPromptThrough() throws IOException {
    List<UsageEvent> events =
        DecodedFiles.of(
                FileFeedsConfig.defaults(),
                SharedFiles.get("data/samples/aws/bedrock_model_invocation_log_panther.json"),
                SharedFiles.get("data/samples/litellm/standard_logging_payload.json"))
            .usage();

    assertThat(events)
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(event.toString()).doesNotContain("question", "Hello, world", "hi\""));
  }

  @Test
  void shouldNameTheCallerOfTheStolenRole() throws IOException {
    List<UsageEvent> events =
        DecodedFiles.of(
                FileFeedsConfig.defaults(),
                SharedFiles.get("data/samples/aws/cloudtrail_bedrock_invoke_model_stratus.json"))
            .usage();

    assertThat(events).hasSize(1);
    assertThat(events.get(0).getCredential().getKeyId()).isEqualTo("role/test-role");
    assertThat(events.get(0).getClientIp()).isEqualTo("035.249.253.232");
    assertThat(events.get(0).getModel()).isEqualTo("anthropic.claude-3-sonnet-20240229-v1:0");
  }

  private static String figures(PartTally tally) {
    return String.join(
        " ",
        List.of(
            "" + tally.read(),
            "" + tally.usage(),
            "" + tally.context(),
            "" + tally.ignoredCount(),
            "" + tally.requests(),
            "" + tally.inputTokens(),
            "" + tally.outputTokens(),
            "" + tally.costNanos()));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.strip();
  }
}
