package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicTailTest {
  private static final Credential KEY = new Credential("openai", "demo", "key_abc");
  private static final List<Topic<?>> TOPICS =
      List.of(Topics.SPEND, Topics.ALERTS, Topics.COMMANDS, Topics.OUTCOMES);

  private final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final Told earlier = new Told();
  private final Told live = new Told();

  /** Notes what it is told. */
  private static final class Told implements TopicListener {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onAlert(Alert alert) {
      heard.add("alert " + alert.getState());
    }

    @Override
    public void onCommand(KillSwitchCommand command, String signer) {
      heard.add("command by " + signer);
    }

    @Override
    public void onSpend(SpendWindow window) {
      heard.add("spend " + window.getSpendNanos());
    }
  }

  @Test
  void shouldTellWhatWasThereFromWhatComesAndPassOverTheUnreadable() {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (Topic<?> topic : TOPICS) {
      PartitionInfo info = new PartitionInfo(topic.name(), 0, null, null, null);
      consumer.updatePartitions(topic.name(), List.of(info));
      ends.put(new TopicPartition(topic.name(), 0), 1L);
      consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic.name(), 0), 0L));
    }
    consumer.updateEndOffsets(ends);
    consumer.schedulePollTask(
        () -> {
          add(Topics.SPEND, Records.minute(KEY, Records.AT, 7), 0, "");
          add(Topics.COMMANDS, Records.command(KEY), 1, "signer-1");
          add(Topics.ALERTS, Records.alert(KEY, IncidentState.OPEN), 1, "");
          consumer.addRecord(
              new ConsumerRecord<>(Topics.OUTCOMES.name(), 0, 1, "key", new byte[] {9, 9, 9}));
          add(Topics.COMMANDS, Records.command(KEY), 2, "");
        });
    TopicTail tail = new TopicTail(consumer, serdes, earlier, live);
    Thread thread = new Thread(tail);

    thread.start();

    await()
        .untilAsserted(
            () ->
                assertThat(live.heard)
                    .containsExactly("alert OPEN", "command by signer-1", "command by "));
    assertThat(earlier.heard).containsExactly("spend 7");
    assertThat(tail.troubles()).containsExactly("unreadable records on keyfuse.outcomes.v1");
    tail.close();
    await().until(() -> !thread.isAlive());
    assertThat(consumer.closed()).isTrue();
  }

  private <T extends SpecificRecord> void add(Topic<T> topic, T value, long offset, String signer) {
    byte[] bytes = serdes.value(topic).serializer().serialize(topic.name(), value);
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(topic.name(), 0, offset, "key", bytes);
    if (!signer.isEmpty()) {
      record.headers().add("keyfuse-key-id", signer.getBytes(StandardCharsets.UTF_8));
      record.headers().add("keyfuse-signature", new byte[] {1});
    }
    consumer.addRecord(record);
  }
}
