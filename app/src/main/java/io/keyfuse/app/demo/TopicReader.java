package io.keyfuse.app.demo;

import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.SpendWindow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads records of the output topics that the demo follows. Used by one thread. */
final class TopicReader {
  static final List<Topic<?>> FOLLOWED =
      List.of(Topics.SPEND, Topics.ALERTS, Topics.COMMANDS, Topics.OUTCOMES);
  private static final String SIGNATURE = "keyfuse-signature";
  private static final String SIGNER = "keyfuse-key-id";

  private final Deserializer<SpendWindow> spend;
  private final Deserializer<Alert> alerts;
  private final Deserializer<KillSwitchCommand> commands;
  private final Deserializer<CommandOutcome> outcomes;

  TopicReader(TopicSerdes serdes) {
    spend = serdes.value(Topics.SPEND).deserializer();
    alerts = serdes.value(Topics.ALERTS).deserializer();
    commands = serdes.value(Topics.COMMANDS).deserializer();
    outcomes = serdes.value(Topics.OUTCOMES).deserializer();
  }

  /**
   * Reads one record.
   *
   * @throws SerializationException when its value is not what its topic promises
   */
  TopicRecord read(ConsumerRecord<String, byte[]> record) {
    String topic = record.topic();
    byte[] value = record.value();
    if (topic.equals(Topics.SPEND.name())) {
      SpendWindow window = spend.deserialize(topic, value);
      return of(record, 0, listener -> listener.onSpend(window));
    }
    if (topic.equals(Topics.ALERTS.name())) {
      Alert alert = alerts.deserialize(topic, value);
      return of(record, isCause(alert) ? 1 : 4, listener -> listener.onAlert(alert));
    }
    if (topic.equals(Topics.COMMANDS.name())) {
      KillSwitchCommand command = commands.deserialize(topic, value);
      return of(record, 2, listener -> listener.onCommand(command, signer(record)));
    }
    CommandOutcome outcome = outcomes.deserialize(topic, value);
    return of(record, 3, listener -> listener.onOutcome(outcome));
  }

  /** Evidence leads to commands; the other transitions follow their outcomes. */
  private static boolean isCause(Alert alert) {
    return alert.getState() == IncidentState.OPEN || alert.getState() == IncidentState.ESCALATED;
  }

  private static TopicRecord of(
      ConsumerRecord<String, byte[]> record, int rank, Consumer<TopicListener> telling) {
    TopicPartition place = new TopicPartition(record.topic(), record.partition());
    return new TopicRecord(place, record.offset(), record.timestamp(), rank, telling);
  }

  private static String signer(ConsumerRecord<String, byte[]> record) {
    Header name = record.headers().lastHeader(SIGNER);
    Header signature = record.headers().lastHeader(SIGNATURE);
    return name == null || signature == null
        ? ""
        : new String(name.value(), StandardCharsets.UTF_8);
  }
}
