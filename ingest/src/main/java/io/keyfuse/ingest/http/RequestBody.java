package io.keyfuse.ingest.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as bytes within bounds: plain or gzip, both the sent and the unpacked size
 * bounded, so that a small gzip cannot become a large one. Stateless.
 */
public final class RequestBody {
  private RequestBody() {}

  /** Returns the media type of a Content-Type header, in lower case, without parameters. */
  public static String mediaType(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    int semicolon = type.indexOf(';');
    String parameters = semicolon < 0 ? "" : type.substring(semicolon);
    if (parameters.contains("charset") && !parameters.contains("utf-8")) {
      throw unsupported("charset must be utf-8");
    }
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
  }

  /** Returns true for one JSON object a line, false for one JSON value. */
  public static boolean isLines(@Nullable String contentType) {
    return switch (mediaType(contentType)) {
      case "application/json" -> false;
      case "application/x-ndjson", "application/ndjson", "application/jsonl" -> true;
      default -> throw unsupported("Content-Type must be application/json or application/x-ndjson");
    };
  }

  /** Opens the body. */
  static InputStream open(InputStream sent, @Nullable String coding, long limit) {
    InputStream bounded = new BoundedInput(sent, limit);
    String name = coding == null ? "identity" : coding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "identity", "" -> bounded;
      case "gzip", "x-gzip" -> new BoundedInput(gunzip(bounded), limit);
      default -> throw unsupported("Content-Encoding must be gzip or absent");
    };
  }

  private static InputStream gunzip(InputStream in) {
    try {
      return new GZIPInputStream(in, 8192);
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** Says what reading the body failed of. */
  public static RequestFault fault(IOException e) {
    if (e instanceof ZipException) {
      return new RequestFault(ErrorCode.MALFORMED_GZIP, "the body is not valid gzip");
    }
    if (e instanceof EOFException) {
      return new RequestFault(ErrorCode.MALFORMED_GZIP, "the gzip body is cut short");
    }
    return new RequestFault(ErrorCode.INCOMPLETE_BODY, "the body could not be read to its end");
  }

  /** Refuses a media type, charset or content coding. */
  public static RequestFault unsupported(String message) {
    return new RequestFault(ErrorCode.UNSUPPORTED_MEDIA_TYPE, message, "content-type");
  }
}
