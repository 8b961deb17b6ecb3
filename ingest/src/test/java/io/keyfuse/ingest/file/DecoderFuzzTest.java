package io.keyfuse.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.decode.CheckedSink;
import io.keyfuse.ingest.decode.PartTally;
import io.keyfuse.ingest.otlp.OtlpConfig;
import io.keyfuse.ingest.otlp.OtlpSignal;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mutated samples through every decoder: parts or a FileFault, nothing else. Longer with {@code
 * -Dkeyfuse.fuzz.seconds=300}; the seed is in every failure.
 */
@Tag("fuzz")
class DecoderFuzzTest {
  private static final long SEED = Long.getLong("keyfuse.fuzz.seed", 20261127);
  private static final long SECONDS = Long.getLong("keyfuse.fuzz.seconds", 0);
  private static final int SAMPLES = 13;
  private static final int LEAST = 60;
  private static final OtlpConfig ALL_SIGNALS = allSignals();
  private static final byte[][] DICTIONARY = {
    bytes("\""), bytes("{"), bytes("]"), bytes("NULL"), bytes("-"), bytes("1e999999999"),
    bytes("\u0000"), bytes("[[[[[[[["), bytes("\n"), bytes(","), bytes("null"), bytes("\\ud800"),
    bytes("99999999999999999999"), bytes("\uFEFF"), bytes("\"message\":\"{\\\"\"")
  };

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "focus/focus_sample_1.0.csv, FOCUS",
    "aws/bedrock_model_invocation_log_panther.json, BEDROCK",
    "aws/cloudtrail_bedrock_invoke_model_stratus.json, CLOUDTRAIL",
    "openai/audit_log_events_panther.json, OPENAI_AUDIT",
    "openai/admin_api_examples.json, OPENAI_ADMIN",
    "anthropic/compliance_activity_events_panther.json, ANTHROPIC_ACTIVITY",
    "litellm/standard_logging_payload.json, LITELLM",
    "litellm/spend_logs_payload.json, LITELLM",
    "openai/admin_api_examples.json, GCP_BILLING",
    "focus/focus_sample_1.0.csv, AZURE_COST",
    "otlp/trace.json, OTLP",
    "otlp/logs.json, OTLP",
    "otlp/metrics.json, OTLP",
  })
  void shouldEndInPartsOrAFileFault(String sample, FileFormat format) throws IOException {
    byte[] whole = Files.readAllBytes(SharedFiles.get("data/samples/" + sample));
    byte[] start = Arrays.copyOf(whole, Math.min(whole.length, 20_000));
    Random random = new Random(SEED);
    Path file = folder.resolve("fuzz");
    long end = System.nanoTime() + SECONDS * 1_000_000_000L / SAMPLES;
    int runs = 0;
    for (; runs < LEAST || System.nanoTime() < end; runs++) {
      Files.write(file, mutated(start, random));
      decodes(file, format, runs);
    }
    assertThat(runs).isGreaterThanOrEqualTo(LEAST);
  }

  private static void decodes(Path file, FileFormat format, int run) {
    FileInput input = new FileInput(file, DecodedFiles.OBSERVED);
    PartTally tally = new PartTally();
    UsageValidator validator = new UsageValidator(UsageLimits.defaults());
    FileDecoders decoders = new FileDecoders(FileFeedsConfig.defaults(), ALL_SIGNALS);
    try {
      detect(input);
      decoders.collect(format, input);
      decoders
          .of(format)
          .decode(List.of(input), new CheckedSink(validator, () -> DecodedFiles.OBSERVED, tally));

    } catch (FileFault expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    } catch (IOException | RuntimeException | Error wrong) {
      throw new AssertionError("seed " + SEED + ", run " + run + ", " + format, wrong);
    }
  }

  private static OtlpConfig allSignals() {
    OtlpConfig usual = OtlpConfig.defaults();
    return new OtlpConfig(
        List.of(OtlpSignal.values()),
        usual.attributes(),
        usual.credentials(),
        usual.ignoredOperations(),
        usual.anthropic(),
        usual.maxCalls(),
        usual.maxSeries());
  }

  private static void detect(FileInput input) throws IOException {
    try {
      var unused = FormatDetector.detect(input);
    } catch (FileFault unknown) {
      assertThat(unknown.kind()).isNotNull();
    }
  }

  private static byte[] mutated(byte[] start, Random random) {
    byte[] text = start.clone();
    for (int i = random.nextInt(1, 8); i > 0; i--) {
      int at = random.nextInt(text.length);
      switch (random.nextInt(4)) {
        case 0 -> text[at] = (byte) random.nextInt();
        case 1 -> text = Arrays.copyOf(text, Math.max(1, at));
        case 2 -> text = spliced(text, at, DICTIONARY[random.nextInt(DICTIONARY.length)]);
        default -> {
          int to = Math.min(text.length, at + random.nextInt(1, 200));
          text = spliced(text, random.nextInt(text.length), Arrays.copyOfRange(text, at, to));
        }
      }
    }
    return text;
  }

  private static byte[] spliced(byte[] text, int at, byte[] piece) {
    byte[] out = new byte[text.length + piece.length];
    System.arraycopy(text, 0, out, 0, at);
    System.arraycopy(piece, 0, out, at, piece.length);
    System.arraycopy(text, at, out, at + piece.length, text.length - at);
    return out;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
