package io.keyfuse.bench;

import io.keyfuse.ingest.decode.CheckedSink;
import io.keyfuse.ingest.decode.PartTally;
import io.keyfuse.ingest.file.FileFeedsConfig;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.focus.FocusDecoder;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Rows per second of a FOCUS CSV through decoder and validator, without Kafka. */
final class FocusFileBench {
  private static final Instant OBSERVED = Instant.parse("2026-11-02T00:00:00Z");
  private static final String HEADER =
      "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargeCategory,ChargeClass,"
          + "ChargePeriodStart,ChargePeriodEnd,ProviderName,ChargeDescription,RegionId,"
          + "ServiceCategory,ServiceName,SkuId,SubAccountId,BillingAccountId,CredentialId,Tags\n";

  private FocusFileBench() {}

  /** Writes a file of so many rows and returns the best rate of three reads. */
  static double rowsPerSecond(Path folder, int rows) throws IOException {
    Path file = folder.resolve("focus.csv");
    write(file, rows);
    double best = 0;
    for (int run = 0; run < 3; run++) {
      PartTally tally = new PartTally();
      UsageValidator validator = new UsageValidator(UsageLimits.defaults());
      long from = System.nanoTime();
      new FocusDecoder(FileFeedsConfig.defaults())
          .decode(
              List.of(new FileInput(file, OBSERVED)),
              new CheckedSink(validator, () -> OBSERVED, tally));
      best = Math.max(best, rows * 1e9 / (System.nanoTime() - from));
      if (tally.refusedCount() > 0 || tally.usage() == 0) {
        throw new IllegalStateException("refused " + tally.refused());
      }
    }
    return best;
  }

  // Hours of 20 keys with 8 SKUs: several rows make one charge, as in real exports.
  private static void write(Path file, int rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(HEADER);
      for (int row = 0; row < rows; row++) {
        int hour = row / 320 % 700;
        Instant start = Instant.parse("2026-10-01T00:00:00Z").plusSeconds(3_600L * hour);
        out.write(
            String.format(
                "0.00%05d,0.00%05d,USD,2026-10-01T00:00:00Z,Usage,NULL,%s,%s,OpenAI,"
                    + "\"tokens, input, of a model\",us-east-1,AI and Machine Learning,API,sku-%d,"
                    + "proj_%d,acct,key_%d,\"{\"\"team\"\": \"\"search\"\"}\"%n",
                row % 100_000,
                row % 100_000,
                start,
                start.plusSeconds(3_600),
                row % 8,
                row % 5,
                row % 20));
      }
    }
  }
}
