package io.keyfuse.ingest.otlp;

import java.io.IOException;

/** Reads one resource of an export request with its parts. Stateless. */
final class ResourceReader {
  private ResourceReader() {}

  /**
   * Reads the message that the input is in.
   *
   * @param into takes the resource's wanted attributes, which may follow its parts
   * @param scope reads the parts of one scope
   */
  static void read(
      OtlpInput in, AttributeReader attributes, AttributeSet into, OtlpInput.Body scope)
      throws IOException {
    for (int field = in.next(OtlpFields.RESOURCE_PARTS);
        field != 0;
        field = in.next(OtlpFields.RESOURCE_PARTS)) {
      in.each(field == 1 ? () -> resource(in, attributes, into) : scope);
    }
  }

  private static void resource(OtlpInput in, AttributeReader attributes, AttributeSet into)
      throws IOException {
    while (in.next(OtlpFields.RESOURCE) != 0) {
      attributes.read(in, into);
    }
  }
}
