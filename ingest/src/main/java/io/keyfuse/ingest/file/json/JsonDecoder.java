package io.keyfuse.ingest.file.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileInput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Decodes files whose every record is one part, by a pure step. Thread-safe as the step is. */
public final class JsonDecoder implements FileDecoder {
  private final JsonRecords records;
  private final Step step;

  /** Makes of one record what it is. */
  public interface Step {
    /**
     * Decodes one record.
     *
     * @throws io.keyfuse.ingest.decode.PartFault when it cannot be used
     */
    Decoded part(String where, ObjectNode record, Instant observedAt);
  }

  /** Makes a decoder of files of a shape. */
  public JsonDecoder(RecordShape shape, Step step) {
    this.records = new JsonRecords(shape);
    this.step = step;
  }

  /** Hands every readable record of a file on, for what is to be known before it is decoded. */
  public static void scan(RecordShape shape, FileInput file, Consumer<ObjectNode> records)
      throws IOException {
    try (InputStream in = file.open()) {
      new JsonRecords(shape).read(in, part -> {}, (where, record) -> records.accept(record));
    }
  }

  @Override
  public void decode(List<FileInput> files, PartSink out) throws IOException {
    for (FileInput file : files) {
      try (InputStream in = file.open()) {
        records.read(
            in, out, (where, record) -> out.part(step.part(where, record, file.observedAt())));
      }
    }
  }
}
