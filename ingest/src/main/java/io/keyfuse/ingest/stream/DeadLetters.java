package io.keyfuse.ingest.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.SecretShape;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.stream.RejectedRecordException;
import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.DeadLetterRecord;
import io.keyfuse.schemas.topic.DeadLetterRecord.Cause;
import io.keyfuse.schemas.topic.DeadLetterRecord.Original;
import io.keyfuse.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/**
 * What the three dead-letter handlers share: which fault is the record's and which is the
 * platform's, how a dead letter is counted and made. One per stream thread.
 */
public final class DeadLetters {
  private static final int LONGEST_KEY = 512;

  /** Streams setting that carries the MeterRegistry to the handlers, which Kafka makes itself. */
  public static final String METERS = "keyfuse.ingest.meters";

  /** Omission of an original whose bytes Kafka Streams let go after the first output. */
  private static final String RELEASED = "no longer held";

  private final String topic;
  private final MeterRegistry meters;
  private final IngestCounters counters;

  private DeadLetters(String topic, MeterRegistry meters) {
    this.topic = topic;
    this.meters = meters;
    this.counters = new IngestCounters(meters);
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
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DeadLetterProductionHandler.class,
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
    return new DeadLetters(name, meters);
  }

  /** Makes and counts the dead letter of bytes that no event could be read from. */
  ProducerRecord<byte[], byte[]> ofUnreadable(ErrorHandlerContext context, Exception fault) {
    if (Topics.USAGE.name().equals(context.topic())) {
      counters.received();
      counters.rejected(RejectReason.MALFORMED_RECORD);
    } else {
      counters.downstreamFault();
    }
    return letter(context, RejectReason.MALFORMED_RECORD, fault);
  }

  /** Makes and counts the dead letter of an event that a processor failed on. */
  ProducerRecord<byte[], byte[]> ofFault(ErrorHandlerContext context, Exception fault) {
    RejectReason reason = reason(fault);
    if (Objects.equals(context.processorNodeId(), IngestTopology.NODE)) {
      counters.rejected(reason);
    } else {
      counters.downstreamFault();
    }
    return letter(context, reason, fault);
  }

  /**
   * Makes and counts the dead letter of an output that could not be written: the bytes are those of
   * the record that led to it, since the output has none.
   */
  ProducerRecord<byte[], byte[]> ofOutput(
      ErrorHandlerContext context, ProducerRecord<?, ?> output, Exception fault) {
    counters.downstreamFault();
    boolean large = fault instanceof RecordTooLargeException;
    RejectReason reason = large ? RejectReason.RECORD_TOO_LARGE : RejectReason.UNSERIALIZABLE;
    ProducerRecord<byte[], byte[]> letter = letter(context, reason, fault);
    DeadLetterRecord.add(letter.headers(), DeadLetterHeaders.TARGET_TOPIC, output.topic());
    Object key = output.key();
    String shown = key instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(key);
    if (key != null && shown.length() <= LONGEST_KEY && !SecretShape.isIn(shown)) {
      DeadLetterRecord.add(letter.headers(), DeadLetterHeaders.TARGET_KEY, shown);
    }
    return letter;
  }

  /** Returns true for the topic of dead letters itself. */
  boolean isLetter(ProducerRecord<?, ?> record) {
    return topic.equals(record.topic());
  }

  private ProducerRecord<byte[], byte[]> letter(
      ErrorHandlerContext context, RejectReason reason, Exception fault) {
    String source = String.valueOf(context.topic());
    meters
        .counter("keyfuse.dlq.records", "reason", reason.code(), "topic", Topics.label(source))
        .increment();
    Original original =
        new Original(
            source,
            context.partition(),
            context.offset(),
            context.timestamp(),
            context.headers(),
            new DeadLetterRecord.Bytes(context.sourceRawKey(), context.sourceRawValue()));
    Cause cause =
        new Cause(
            reason.code(),
            fault.getClass().getName(),
            fault.getMessage(),
            omission(context, reason));
    ProducerRecord<byte[], byte[]> letter = DeadLetterRecord.of(topic, original, cause);
    DeadLetterRecord.addTrace(letter.headers(), fault);
    return letter;
  }

  private static @Nullable String omission(ErrorHandlerContext context, RejectReason reason) {
    if (reason == RejectReason.SECRET_IN_EVENT) {
      return DeadLetterRecord.SECRET;
    }
    boolean bare = context.sourceRawKey() == null && context.sourceRawValue() == null;
    // A refused or unreadable record is refused before any output of it, so it is bare itself.
    boolean released =
        reason == RejectReason.INTERNAL_ERROR
            || reason == RejectReason.UNSERIALIZABLE
            || reason == RejectReason.RECORD_TOO_LARGE;
    return bare && released ? RELEASED : null;
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
