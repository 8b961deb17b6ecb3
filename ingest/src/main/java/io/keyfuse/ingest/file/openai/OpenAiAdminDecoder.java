package io.keyfuse.ingest.file.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.feed.openai.OpenAiCostsDecoder;
import io.keyfuse.ingest.feed.openai.OpenAiKeysDecoder;
import io.keyfuse.ingest.feed.openai.OpenAiNames;
import io.keyfuse.ingest.feed.openai.OpenAiUsageDecoder;
import io.keyfuse.ingest.feed.openai.OpenAiUsageKind;
import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileFeedsConfig;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.json.JsonRecords;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes answers of OpenAI's admin API that were saved to a file, alone or as {@code {path,
 * response}}: usage pages, costs pages, key lists and keys; other answers are ignored. Thread-safe.
 */
public final class OpenAiAdminDecoder implements FileDecoder {
  private static final String KEY = "organization.project.api_key";
  private static final String PROJECTS = "/projects/";

  private final OpenAiUsageDecoder usage = new OpenAiUsageDecoder();
  private final OpenAiCostsDecoder costs;
  private final OpenAiKeysDecoder keys = new OpenAiKeysDecoder();

  /** Makes a decoder. */
  public OpenAiAdminDecoder(FileFeedsConfig config) {
    this.costs = new OpenAiCostsDecoder(config.usdPerUnit());
  }

  @Override
  public void decode(List<FileInput> files, PartSink out) throws IOException {
    for (FileInput file : files) {
      try (InputStream in = file.open()) {
        new JsonRecords(OpenAiNames.SHAPE)
            .read(in, out, (where, record) -> answer(where, record, file.observedAt(), out));
      }
    }
  }

  private void answer(String where, ObjectNode record, Instant observedAt, PartSink out) {
    JsonNode answer = record.has("response") ? record.path("response") : record;
    String object = object(answer);
    Optional<OpenAiUsageKind> kind = OpenAiUsageKind.ofObject(object);
    PartSink placed = new Placed(where, out);
    if (kind.isPresent()) {
      usage.decode(kind.get(), answer, observedAt, placed);
    } else if ("organization.costs.result".equals(object)) {
      costs.decode(answer, observedAt, placed);
    } else if (KEY.equals(object)) {
      keys.decode(project(record), answer, observedAt, placed);
    } else {
      out.part(new Decoded.Ignored(where, "other_answer"));
    }
  }

  /** Returns what the answer is a list of, or is. */
  private static @Nullable String object(JsonNode answer) {
    JsonNode first = answer.path("data").path(0);
    JsonNode result = first.path("results").path(0);
    for (JsonNode node : new JsonNode[] {result, first, answer}) {
      String object = JsonFields.text(node, "object");
      if (object != null) {
        return object;
      }
    }
    return null;
  }

  private static String project(JsonNode record) {
    String path = JsonFields.text(record, "path");
    int at = path == null ? -1 : path.indexOf(PROJECTS);
    if (path == null || at < 0) {
      return "default";
    }
    String rest = path.substring(at + PROJECTS.length());
    String id = rest.substring(0, rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/'));
    return id.isEmpty() || id.startsWith("{") ? "default" : id;
  }

  /** Says in which answer a part stood. */
  private record Placed(String place, PartSink out) implements PartSink {
    @Override
    public void part(Decoded part) {
      String where = place + " " + part.where();
      if (part instanceof Decoded.Usage usage) {
        out.part(new Decoded.Usage(where, usage.event()));
      } else if (part instanceof Decoded.Context context) {
        out.part(new Decoded.Context(where, context.event()));
      } else if (part instanceof Decoded.Refused refused) {
        out.part(new Decoded.Refused(where, refused.why()));
      } else if (part instanceof Decoded.Ignored ignored) {
        out.part(new Decoded.Ignored(where, ignored.reason()));
      }
    }

    @Override
    public void merged(long rows) {
      out.merged(rows);
    }
  }
}
