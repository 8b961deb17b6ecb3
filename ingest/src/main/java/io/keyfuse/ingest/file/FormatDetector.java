package io.keyfuse.ingest.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.file.bill.AzureCostDecoder;
import io.keyfuse.ingest.file.focus.FocusDecoder;
import io.keyfuse.ingest.file.json.JsonRecords;
import io.keyfuse.ingest.file.json.RecordShape;
import io.keyfuse.ingest.otlp.OtlpFileDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a file's format by its content: the magic of Parquet, the header of a CSV, the members of
 * the first JSON record. Stateless and thread-safe.
 */
public final class FormatDetector {
  private static final int HEAD = 1024 * 1024;
  private static final String PARQUET = "PAR1";
  private static final JsonRecords FIRST =
      new JsonRecords(
          RecordShape.of(
              Set.of("Records", "records", "events", "logEvents", "data", "logs"),
              Set.of(
                  "eventSource",
                  "eventName",
                  "schemaType",
                  "requestId",
                  "modelId",
                  "effective_at",
                  "created_at",
                  "organization_id",
                  "actor",
                  "type",
                  "call_type",
                  "spend",
                  "response_cost",
                  "billing_account_id",
                  "sku",
                  "object",
                  "path",
                  "method")));

  private FormatDetector() {}

  /**
   * A format and what to call the file to people.
   *
   * @param format what it is
   * @param title for example {@code FOCUS 1.2 CSV}
   */
  public record Detected(FileFormat format, String title) {}

  /**
   * Looks at a file.
   *
   * @throws FileFault when it is of no known format
   */
  public static Detected detect(FileInput file) throws IOException {
    byte[] head = file.head(HEAD);
    Detected found =
        startsWith(head, PARQUET) ? parquet(file) : looksLikeJson(head) ? json(head) : csv(head);
    if (found == null) {
      throw new FileFault(
          FileFault.Kind.UNKNOWN_FORMAT,
          "of no known format; say --format with one of: "
              + FileFormat.labels()
              + ", or map a CSV's columns with --map");
    }
    return found;
  }

  private static boolean startsWith(byte[] head, String text) {
    return new String(head, 0, Math.min(head.length, text.length()), StandardCharsets.ISO_8859_1)
        .equals(text);
  }

  /** A JSON file begins with an object or array, a log export with a time and then an object. */
  private static boolean looksLikeJson(byte[] head) {
    for (int i = 0; i < Math.min(head.length, 200); i++) {
      if (head[i] == '{' || head[i] == '[') {
        return true;
      }
      if (head[i] == ',' || head[i] == '"' || head[i] == ';') {
        return false;
      }
    }
    return false;
  }

  private static @Nullable Detected parquet(FileInput file) throws IOException {
    List<String> columns = FocusDecoder.parquetColumns(file);
    return FocusDecoder.isFocus(columns)
        ? new Detected(FileFormat.FOCUS, "FOCUS " + FocusDecoder.version(columns) + " Parquet")
        : null;
  }

  private static @Nullable Detected csv(byte[] head) throws IOException {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .detectBomHeader(true)
            .allowUnclosedQuote(true)
            .ofCsvRecord(new ByteArrayInputStream(head), StandardCharsets.UTF_8)) {
      var rows = csv.iterator();
      List<String> columns = rows.hasNext() ? rows.next().getFields() : List.of();
      if (FocusDecoder.isFocus(columns)) {
        return new Detected(FileFormat.FOCUS, "FOCUS " + FocusDecoder.version(columns) + " CSV");
      }
      return AzureCostDecoder.isAzureCost(columns)
          ? new Detected(FileFormat.AZURE_COST, "Azure actual cost")
          : null;
    } catch (CsvParseException noCsv) {
      return null;
    }
  }

  private static @Nullable Detected json(byte[] head) {
    if (OtlpFileDecoder.isOtlp(head)) {
      return new Detected(FileFormat.OTLP, title(FileFormat.OTLP));
    }
    ObjectNode first = FIRST.first(head);
    FileFormat format = first == null ? null : format(first);
    return format == null ? null : new Detected(format, title(format));
  }

  private static @Nullable FileFormat format(ObjectNode record) {
    if (record.has("eventSource") && record.has("eventName")) {
      return FileFormat.CLOUDTRAIL;
    }
    if ("ModelInvocationLog".equals(JsonFields.text(record, "schemaType"))
        || (record.has("requestId") && record.has("modelId"))) {
      return FileFormat.BEDROCK;
    }
    if (record.has("effective_at")) {
      return FileFormat.OPENAI_AUDIT;
    }
    if (record.has("actor") && record.has("created_at") && record.has("organization_id")) {
      return FileFormat.ANTHROPIC_ACTIVITY;
    }
    if (record.has("call_type") || record.has("response_cost") || record.has("spend")) {
      return FileFormat.LITELLM;
    }
    if (record.has("billing_account_id") && record.has("sku")) {
      return FileFormat.GCP_BILLING;
    }
    return record.has("object") || (record.has("path") && record.has("method"))
        ? FileFormat.OPENAI_ADMIN
        : null;
  }

  private static String title(FileFormat format) {
    return switch (format) {
      case CLOUDTRAIL -> "AWS CloudTrail";
      case BEDROCK -> "Bedrock invocation log";
      case OPENAI_AUDIT -> "OpenAI audit log";
      case OPENAI_ADMIN -> "OpenAI admin API answers";
      case ANTHROPIC_ACTIVITY -> "Anthropic compliance activity";
      case LITELLM -> "LiteLLM log";
      case GCP_BILLING -> "Google Cloud billing export";
      case AZURE_COST -> "Azure actual cost";
      case OTLP -> "OTLP JSON";
      case FOCUS -> "FOCUS";
    };
  }
}
