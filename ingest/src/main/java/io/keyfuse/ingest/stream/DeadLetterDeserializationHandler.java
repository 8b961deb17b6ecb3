package io.keyfuse.ingest.stream;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bytes that are no event to the dead letters and goes on; lets the thread fail when the
 * registry cannot be reached, because then nothing can be said about the bytes. Made by Kafka
 * Streams from {@link DeadLetters#settings}; used by one stream thread.
 */
public final class DeadLetterDeserializationHandler implements DeserializationExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterDeserializationHandler.class);

  private @Nullable DeadLetters letters;

  @Override
  public void configure(Map<String, ?> settings) {
    letters = DeadLetters.configured(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception fault) {
    if (DeadLetters.isPlatformFault(fault)) {
      LOG.error(
          "stopping the task at {}-{} offset {}: {}",
          context.topic(),
          context.partition(),
          context.offset(),
          fault.toString());
      return Response.fail();
    }
    LOG.warn(
        "unreadable record at {}-{} offset {}: {}",
        context.topic(),
        context.partition(),
        context.offset(),
        fault.toString());
    return Response.resume(List.of(Objects.requireNonNull(letters).ofUnreadable(context, fault)));
  }
}
