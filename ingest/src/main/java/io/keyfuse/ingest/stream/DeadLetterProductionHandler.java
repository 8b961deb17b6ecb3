package io.keyfuse.ingest.stream;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a dead letter for an output that cannot be written as bytes or is too large, and goes on;
 * lets the thread fail when the platform is at fault, and for a change of state, which must not be
 * lost while the state itself goes on. Made by Kafka Streams from {@link DeadLetters#settings}; may
 * be called from a producer's thread.
 *
 * <p>Sizes are checked by {@link io.keyfuse.schemas.serde.BoundedSerializer} before a producer sees
 * the record. One that only the broker refuses aborts the transaction whatever is answered here.
 */
public final class DeadLetterProductionHandler implements ProductionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterProductionHandler.class);

  private @Nullable DeadLetters letters;

  @Override
  public void configure(Map<String, ?> settings) {
    letters = DeadLetters.configured(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> output, Exception fault) {
    if (fault instanceof RetriableException) {
      return Response.retry();
    }
    return fault instanceof RecordTooLargeException
        ? bury(context, output, fault)
        : Response.fail();
  }

  @Override
  // Kafka declares the parameter raw, and Java lets an override say it no other way.
  @SuppressWarnings("rawtypes")
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord output,
      Exception fault,
      SerializationExceptionOrigin origin) {
    return bury(context, (ProducerRecord<?, ?>) output, fault);
  }

  private Response bury(ErrorHandlerContext context, ProducerRecord<?, ?> output, Exception fault) {
    DeadLetters dead = Objects.requireNonNull(letters);
    boolean keeps =
        output.topic().endsWith("-changelog") || output.topic().endsWith("-repartition");
    if (keeps || dead.isLetter(output) || DeadLetters.isPlatformFault(fault)) {
      LOG.error("stopping the task: cannot write to {}: {}", output.topic(), fault.toString());
      return Response.fail();
    }
    LOG.error(
        "OUTPUT LOST: {} of {}-{} offset {} could not be written to {}: {}; a dead letter says so",
        context.processorNodeId(),
        context.topic(),
        context.partition(),
        context.offset(),
        output.topic(),
        fault.toString());
    return Response.resume(List.of(dead.ofOutput(context, output, fault)));
  }
}
