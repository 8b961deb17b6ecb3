package io.keyfuse.ingest.file;

import io.keyfuse.ingest.file.audit.AnthropicActivity;
import io.keyfuse.ingest.file.audit.OpenAiAudit;
import io.keyfuse.ingest.file.aws.AwsJoin;
import io.keyfuse.ingest.file.aws.BedrockLogDecoder;
import io.keyfuse.ingest.file.aws.CloudTrailDecoder;
import io.keyfuse.ingest.file.bill.AzureCostDecoder;
import io.keyfuse.ingest.file.bill.GcpBillingDecoder;
import io.keyfuse.ingest.file.focus.FocusDecoder;
import io.keyfuse.ingest.file.json.JsonDecoder;
import io.keyfuse.ingest.file.litellm.LiteLlmLog;
import io.keyfuse.ingest.file.openai.OpenAiAdminDecoder;
import io.keyfuse.ingest.otlp.OtlpConfig;
import io.keyfuse.ingest.otlp.OtlpFileDecoder;
import io.keyfuse.ingest.push.LiteLlmConfig;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The decoders of one run, by format. The run's AWS files are joined: each is to be {@link
 * #collect}ed before the first is decoded. Used by one thread.
 */
public final class FileDecoders {
  private final FileFeedsConfig config;
  private final OtlpConfig otlp;
  private final AwsJoin join = new AwsJoin();

  /** Makes the decoders of a run. */
  public FileDecoders(FileFeedsConfig config, OtlpConfig otlp) {
    this.config = config;
    this.otlp = otlp;
  }

  /** Reads from a file what the decoding of another one of the run needs to know. */
  public void collect(FileFormat format, FileInput file) throws IOException {
    try {
      if (format == FileFormat.BEDROCK) {
        BedrockLogDecoder.collect(file, join);
      } else if (format == FileFormat.CLOUDTRAIL) {
        CloudTrailDecoder.collect(file, join);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Returns the decoder of a format. */
  public FileDecoder of(FileFormat format) {
    return switch (format) {
      case FOCUS -> new FocusDecoder(config);
      case BEDROCK -> new BedrockLogDecoder(join);
      case CLOUDTRAIL -> new CloudTrailDecoder(join);
      case OPENAI_AUDIT -> new JsonDecoder(OpenAiAudit.SHAPE, OpenAiAudit::part);
      case OPENAI_ADMIN -> new OpenAiAdminDecoder(config);
      case ANTHROPIC_ACTIVITY -> new JsonDecoder(AnthropicActivity.SHAPE, AnthropicActivity::part);
      case LITELLM ->
          new JsonDecoder(LiteLlmLog.SHAPE, new LiteLlmLog(LiteLlmConfig.defaults())::part);
      case OTLP -> new OtlpFileDecoder(otlp);
      case AZURE_COST -> new AzureCostDecoder(config);
      case GCP_BILLING -> new GcpBillingDecoder(config);
    };
  }
}
