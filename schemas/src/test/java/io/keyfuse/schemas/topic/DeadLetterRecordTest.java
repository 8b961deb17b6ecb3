package io.keyfuse.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.topic.DeadLetterRecord.Cause;
import io.keyfuse.schemas.topic.DeadLetterRecord.Original;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterRecordTest {
  private static final byte[] KEY = "openai:a:k".getBytes(UTF_8);

  @Test
  void shouldKeepTheOriginalWholeAndSayWhereItWasAndWhy() {
    Headers own = new RecordHeaders().add("traceparent", "00-abc".getBytes(UTF_8));
    byte[] value = {1, 2, 3};

    ProducerRecord<byte[], byte[]> letter = letter(own, value, null);

    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.timestamp()).isEqualTo(42L);
    assertThat(text(letter, "traceparent")).isEqualTo("00-abc");
    assertThat(text(letter, DeadLetterHeaders.REASON)).isEqualTo("malformed_record");
    assertThat(text(letter, DeadLetterHeaders.TOPIC)).isEqualTo("keyfuse.usage.v1");
    assertThat(text(letter, DeadLetterHeaders.PARTITION)).isEqualTo("3");
    assertThat(text(letter, DeadLetterHeaders.OFFSET)).isEqualTo("7");
    assertThat(text(letter, DeadLetterHeaders.OMITTED)).isNull();
  }

  @Test
  void shouldWinOverForgedHeaders() {
    Headers forged = new RecordHeaders().add(DeadLetterHeaders.OFFSET, "99".getBytes(UTF_8));

    assertThat(text(letter(forged, new byte[1], null), DeadLetterHeaders.OFFSET)).isEqualTo("7");
  }

  @Test
  void shouldLeaveOutWholeWhatABrokerMightRefuseAndSayHowToFindIt() {
    byte[] value = new byte[DeadLetterRecord.LARGEST_BYTES];

    ProducerRecord<byte[], byte[]> letter = letter(new RecordHeaders(), value, null);

    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
    assertThat(text(letter, DeadLetterHeaders.OMITTED)).isEqualTo("too large: 900010 bytes");
    assertThat(text(letter, DeadLetterHeaders.VALUE_BYTES)).isEqualTo("900000");
    assertThat(text(letter, DeadLetterHeaders.VALUE_SHA256))
        .isEqualTo(DeadLetterRecord.sha256(value));
  }

  @Test
  void shouldFitABrokersDefaultLimitWhateverTheOriginalAndTheCauseAre() {
    Headers own = new RecordHeaders().add("h", new byte[100_000]);
    byte[] value = new byte[DeadLetterRecord.LARGEST_BYTES - 100_000 - 1 - KEY.length];
    ProducerRecord<byte[], byte[]> letter =
        DeadLetterRecord.of(
            "dlq", original(own, value), new Cause("r", "e", "x".repeat(1_000_000), null));
    DeadLetterRecord.addTrace(letter.headers(), new IllegalStateException("y".repeat(1_000_000)));

    assertThat(letter.value()).isEqualTo(value);
    assertThat(DeadLetterRecord.size(letter.headers(), letter.key(), letter.value()))
        .isLessThan(1_000_000);
  }

  @Test
  void shouldKeepNothingOfASecretNotEvenItsDigest() {
    Headers own = new RecordHeaders().add("authorization", "sk-secret".getBytes(UTF_8));

    ProducerRecord<byte[], byte[]> letter = letter(own, new byte[9], DeadLetterRecord.SECRET);

    assertThat(letter.value()).isNull();
    assertThat(Arrays.stream(letter.headers().toArray()).map(Header::key))
        .doesNotContain("authorization", DeadLetterHeaders.VALUE_SHA256);
  }

  private static ProducerRecord<byte[], byte[]> letter(
      Headers own, byte[] value, @Nullable String omission) {
    Cause cause = new Cause("malformed_record", "SomeException", "no Avro", omission);
    return DeadLetterRecord.of("keyfuse.dlq.v1", original(own, value), cause);
  }

  private static Original original(Headers own, byte[] value) {
    return new Original("keyfuse.usage.v1", 3, 7, 42, own, new DeadLetterRecord.Bytes(KEY, value));
  }

  private static @Nullable String text(ProducerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }
}
