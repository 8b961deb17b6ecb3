package io.keyfuse.ingest.stream;

import io.keyfuse.schemas.stream.RejectedRecordException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends an event that a processor refused or failed on to the dead letters and goes on; lets the
 * thread fail when the platform is at fault. Made by Kafka Streams from {@link
 * DeadLetters#settings}; used by one stream thread.
 */
public final class DeadLetterProcessingHandler implements ProcessingExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterProcessingHandler.class);

  private @Nullable DeadLetters letters;

  @Override
  public void configure(Map<String, ?> settings) {
    letters = DeadLetters.configured(settings);
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception fault) {
    if (DeadLetters.isPlatformFault(fault)) {
      LOG.error(
          "stopping the task at {}-{} offset {}: {}",
          context.topic(),
          context.partition(),
          context.offset(),
          fault.toString());
      return Response.fail();
    }
    // A refusal is the sender's fault and counted; a flood of them must not drown the log.
    LOG.atLevel(fault instanceof RejectedRecordException ? Level.DEBUG : Level.WARN)
        .log(
            "dead letter from {} at {}-{} offset {}: {}",
            context.processorNodeId(),
            context.topic(),
            context.partition(),
            context.offset(),
            fault.toString());
    return Response.resume(List.of(Objects.requireNonNull(letters).ofFault(context, fault)));
  }
}
