package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.registry.RegistryException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a foreign serde throws into the terms of Keyfuse's own: an unavailable registry, or a
 * record that is to blame. Confluent's throws one kind of exception for a broken record and for a
 * network that is down, and says which in the cause or by the registry's code at the end of the
 * message; an unknown id and a value of three bytes are no serialization exception with it at all.
 */
final class ForeignFault {
  private static final int MAX_DEPTH = 32;
  private static final Pattern CODE = Pattern.compile("; error code: (\\d+)$");

  private ForeignFault() {}

  /** Returns an unavailable registry, or a serialization exception when the record is to blame. */
  static RuntimeException translated(Throwable fault) {
    Throwable at = fault;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
      if (isOutage(at)) {
        return RegistryException.unavailable("the registry did not answer: " + at, fault);
      }
      at = at.getCause();
    }
    return fault instanceof SerializationException known
        ? known
        : new SerializationException("the serde failed on the record: " + fault, fault);
  }

  private static boolean isOutage(Throwable cause) {
    return (cause instanceof RegistryException registry && registry.isUnavailable())
        || cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof InterruptedIOException
        || cause instanceof HttpTimeoutException
        || cause instanceof SSLException
        || cause instanceof RetriableException
        || saysNothingAboutTheSchema(cause.getMessage());
  }

  /** The registry's own word on a schema is 404xx, 409 or 422xx; all else is no answer. */
  private static boolean saysNothingAboutTheSchema(@Nullable String message) {
    Matcher code = CODE.matcher(message == null ? "" : message);
    return code.find() && !code.group(1).matches("404\\d\\d|409\\d{0,2}|422\\d{0,2}");
  }
}
