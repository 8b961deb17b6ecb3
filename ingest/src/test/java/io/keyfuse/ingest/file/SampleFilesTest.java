package io.keyfuse.ingest.file;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"focus/focus_sample_1.0.csv",
"aws/cloudtrail_bedrock_invoke_model_stratus.json",
"aws/cloudtrail_iam_backdoor_user_stratus.json",
"aws/bedrock_model_invocation_log_panther.json",
"aws/cloudtrail_bedrock_events_panther.json",
"openai/audit_log_events_panther.json","anthropic/compliance_activity_events_panther.json","openai/admin_api_examples.json","litellm/standard_logging_payload.json","litellm/spend_logs_payload.json"})
  void shouldX(String name) throws Exception {
    var file = SharedFiles.get("data/samples/" + name);
    System.out.println(name + " " + FormatDetector.detect(new FileInput(file, DecodedFiles.OBSERVED)));
    var t = DecodedFiles.of(FileFeedsConfig.defaults(), file);
    var y = t.tally();
    System.out.println("  read " + y.read() + " usage " + y.usage() + " ctx " + y.context() + " merged " + y.merged() + " ref " + y.refused() + " ign " + y.ignored() + " req " + y.requests() + " in " + y.inputTokens() + " out " + y.outputTokens() + " cost " + y.costNanos() + " w/o " + y.withoutCost());
    y.places().forEach(p -> System.out.println("   " + p));
    t.parts().stream().limit(2).forEach(p -> System.out.println("   > " + p));
  }
}
