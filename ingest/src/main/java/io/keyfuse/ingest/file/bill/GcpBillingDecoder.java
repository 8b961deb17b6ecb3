package io.keyfuse.ingest.file.bill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileFeedsConfig;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.focus.ChargeKey;
import io.keyfuse.ingest.file.focus.Charges;
import io.keyfuse.ingest.file.focus.FocusDecoder;
import io.keyfuse.ingest.file.focus.UsdAmounts;
import io.keyfuse.ingest.file.json.JsonRecords;
import io.keyfuse.ingest.file.json.RecordShape;
import io.keyfuse.ingest.validate.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Decodes Google Cloud's billing export as BigQuery writes it in JSON lines, see {@link Charges}.
 * The gross cost of regular rows counts; with all charges taxes, adjustments and the rows' credits
 * too. The export has no credential: the key is {@code unattributed} of the project. Thread-safe.
 */
public final class GcpBillingDecoder implements FileDecoder {
  private static final String FEED = "gcp-billing";

  /** What is kept of a row. */
  public static final RecordShape SHAPE =
      RecordShape.of(
          Set.of(),
          Set.of(
              "billing_account_id",
              "service",
              "sku",
              "id",
              "description",
              "usage_start_time",
              "usage_end_time",
              "project",
              "location",
              "region",
              "cost",
              "currency",
              "credits",
              "amount",
              "invoice",
              "month",
              "cost_type"));

  private final FileFeedsConfig config;
  private final UsdAmounts amounts;

  /** Makes a decoder. */
  public GcpBillingDecoder(FileFeedsConfig config) {
    this.config = config;
    this.amounts = new UsdAmounts(config.usdPerUnit());
  }

  @Override
  public void decode(List<FileInput> files, PartSink out) throws IOException {
    Charges charges = new Charges(FEED);
    for (FileInput file : files) {
      String prefix = files.size() == 1 ? "" : file.name() + " ";
      long[] rows = {0};
      try (InputStream in = file.open()) {
        new JsonRecords(SHAPE)
            .read(
                in,
                out,
                (where, row) -> {
                  rows[0]++;
                  if (isCounted(row)) {
                    charges.add(key(row), nanos(row), prefix, rows[0], file.observedAt());
                  } else {
                    out.part(new Decoded.Ignored(where, "cost_type"));
                  }
                });
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    charges.give(out);
  }

  private boolean isCounted(ObjectNode row) {
    return config.allCharges() || "regular".equals(type(row));
  }

  private static String type(ObjectNode row) {
    return Objects.requireNonNullElse(JsonFields.text(row, "cost_type"), "regular");
  }

  private long nanos(ObjectNode row) {
    String currency = JsonFields.text(row, "currency");
    long nanos = amounts.nanos("cost", JsonFields.required(row, "cost"), currency);
    if (config.allCharges()) {
      for (JsonNode credit : row.path("credits")) {
        String amount = JsonFields.text(credit, "amount");
        nanos += amount == null ? 0 : amounts.nanos("credits.amount", amount, currency);
      }
    }
    return nanos;
  }

  private static ChargeKey key(ObjectNode row) {
    String project = JsonFields.text(row.path("project"), "id");
    String account = project == null ? JsonFields.text(row, "billing_account_id") : project;
    String sku = JsonFields.text(row.path("sku"), "id");
    String type = type(row);
    String month = JsonFields.text(row.path("invoice"), "month");
    long start = JsonFields.time(row, "usage_start_time").toEpochMilli();
    long end = JsonFields.time(row, "usage_end_time").toEpochMilli();
    if (end <= start) {
      throw new PartFault(
          RejectReason.INVALID_BUCKET, "usage_end_time", "usage_end_time must follow the start");
    }
    return new ChargeKey(
        "google",
        account == null ? "default" : account,
        FocusDecoder.UNATTRIBUTED,
        sku,
        type.equals("regular") ? "usage" : type + " " + month,
        JsonFields.text(row.path("location"), "region"),
        start,
        end);
  }
}
