package io.keyfuse.ingest.otlp;

import io.keyfuse.ingest.decode.Decoded;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads a signal that is not counted: checks its form and ignores every part. Stateless. */
final class UncountedReader implements ExportReader {
  private static final String WHY = "the signal is not in ingest.otlp.signals";

  @Override
  public void read(OtlpInput in, Consumer<Decoded> parts) throws IOException {
    while (in.next(OtlpFields.EXPORT) != 0) {
      in.each(() -> resource(in, parts));
    }
  }

  private void resource(OtlpInput in, Consumer<Decoded> parts) throws IOException {
    for (int field = in.next(OtlpFields.RESOURCE_PARTS);
        field != 0;
        field = in.next(OtlpFields.RESOURCE_PARTS)) {
      if (field == 1) {
        in.skip();
      } else {
        in.each(() -> scope(in, parts));
      }
    }
  }

  private void scope(OtlpInput in, Consumer<Decoded> parts) throws IOException {
    while (in.next(OtlpFields.SCOPE_PARTS) != 0) {
      in.each(
          () -> {
            while (in.next(OtlpFields.NONE) != 0) {
              in.skip();
            }
            parts.accept(new Decoded.Ignored("part", WHY));
          });
    }
  }
}
