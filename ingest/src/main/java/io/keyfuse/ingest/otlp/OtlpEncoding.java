package io.keyfuse.ingest.otlp;

import io.keyfuse.ingest.http.RequestBody;
import org.jspecify.annotations.Nullable;

/** The two encodings of OTLP/HTTP. */
enum OtlpEncoding {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json");

  private final String mediaType;

  OtlpEncoding(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /** Returns the encoding that a request is answered in, whatever is wrong with its header. */
  static OtlpEncoding ofAnswer(@Nullable String contentType) {
    return contentType != null && contentType.contains("protobuf") ? PROTOBUF : JSON;
  }

  /**
   * Reads the Content-Type header.
   *
   * @throws io.keyfuse.ingest.http.RequestFault when it is another
   */
  static OtlpEncoding of(@Nullable String contentType) {
    return switch (RequestBody.mediaType(contentType)) {
      case "application/x-protobuf", "application/protobuf" -> PROTOBUF;
      case "application/json" -> JSON;
      default ->
          throw RequestBody.unsupported(
              "Content-Type must be application/x-protobuf or application/json");
    };
  }
}
