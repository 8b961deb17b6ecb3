package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.stream.RejectedRecordException;
import io.keyfuse.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/**
 * What the two dead-letter handlers share: which fault is the record's and which is the platform's,
 * how a dead letter is counted and made. One per stream thread.
 */
public final class DeadLetters {
  /** Streams setting that carries the MeterRegistry to the handlers, which Kafka makes itself. */
  public static final String METERS = "keyfuse.ingest.meters";

  private final DeadLetterRecord records;
  private final IngestCounters counters;

  private DeadLetters(DeadLetterRecord records, IngestCounters counters) {
    this.records = records;
    this.counters = counters;
  }

  /**
   * Returns the Kafka Streams settings that make the handlers work; the app adds them to its own.
   *
   * @param topic where dead letters go
   */
  public static Map<String, Object> settings(String topic, MeterRegistry meters) {
    return Map.of(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
        topic,
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DeadLetterDeserializationHandler.class,
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        DeadLetterProcessingHandler.class,
        METERS,
        meters);
  }

  static DeadLetters configured(Map<String, ?> settings) {
    Object topic = settings.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
    if (!(topic instanceof String name) || name.isBlank()) {
      throw new ConfigException(
          StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
          "name the dead-letter topic; use DeadLetters.settings");
    }
    if (!(settings.get(METERS) instanceof MeterRegistry meters)) {
      throw new ConfigException(METERS, "pass the MeterRegistry; use DeadLetters.settings");
    }
    return new DeadLetters(new DeadLetterRecord(name), new IngestCounters(meters));
  }

  /** Makes and counts the dead letter of bytes that no event could be read from. */
  ProducerRecord<byte[], byte[]> ofUnreadable(ErrorHandlerContext context, Exception fault) {
    if (Topics.USAGE.name().equals(context.topic())) {
      counters.received();
      counters.rejected(RejectReason.MALFORMED_RECORD);
    } else {
      counters.downstreamFault();
    }
    return records.of(context, RejectReason.MALFORMED_RECORD, fault);
  }

  /** Makes and counts the dead letter of an event that a processor failed on. */
  ProducerRecord<byte[], byte[]> ofFault(ErrorHandlerContext context, Exception fault) {
    RejectReason reason = reason(fault);
    if (Objects.equals(context.processorNodeId(), IngestTopology.NODE)) {
      counters.rejected(reason);
    } else {
      counters.downstreamFault();
    }
    return records.of(context, reason, fault);
  }

  private static RejectReason reason(Exception fault) {
    if (fault instanceof RejectedRecordException rejected) {
      try {
        return RejectReason.valueOf(rejected.reason().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException otherRoom) {
        return RejectReason.INTERNAL_ERROR;
      }
    }
    return RejectReason.INTERNAL_ERROR;
  }

  /**
   * Returns true when trying the same record later may succeed: the registry, the broker or the
   * state store is at fault. The thread then fails and the record is read again.
   */
  static boolean isPlatformFault(@Nullable Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      boolean later =
          (cause instanceof RegistryException registry && registry.isUnavailable())
              || cause instanceof RetriableException
              || cause instanceof InterruptException
              || cause instanceof InvalidStateStoreException
              || cause instanceof ProcessorStateException
              || cause instanceof LockException;
      if (later) {
        return true;
      }
    }
    return false;
  }
}
