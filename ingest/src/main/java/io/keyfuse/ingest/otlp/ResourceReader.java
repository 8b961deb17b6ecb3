package io.keyfuse.ingest.otlp;

import java.io.IOException;

/** Reads a resource's wanted attributes. Stateless. */
final class ResourceReader {
  private ResourceReader() {}

  /** Reads the message that the input is in. */
  static void read(OtlpInput in, AttributeReader attributes, AttributeSet into) throws IOException {
    while (in.next(OtlpFields.RESOURCE) != 0) {
      attributes.read(in, into);
    }
  }
}
