package io.keyfuse.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a letter the record that goes back to its topic, or says why none does. Only usage goes
 * back: it is the one topic on which a second copy changes nothing. What the stream would refuse
 * again does not go back either, so that a replay makes no new letters. Used by one thread.
 */
public final class LetterMender {
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          Topics.COMMANDS.name(),
          "a command is never replayed: the incident desk must issue a new one, signed and in time",
          Topics.ALERTS.name(),
          "an alert is not replayed: every webhook would get it again; see the console");

  private final Serde<UsageEvent> serde;
  private final UsageValidator validator;
  private final InstantSource clock;
  private final Remedy remedy;

  /** Makes a mender that does the same to every letter. */
  public LetterMender(
      Serde<UsageEvent> serde, UsageValidator validator, InstantSource clock, Remedy remedy) {
    this.serde = serde;
    this.validator = validator;
    this.clock = clock;
    this.remedy = remedy;
  }

  /**
   * Says why no letter of the kind may go back, whatever is changed.
   *
   * @return null when it may
   */
  static @Nullable String barrier(Letter letter) {
    if (!Topics.USAGE.name().equals(letter.topic())) {
      return ELSEWHERE.getOrDefault(
          letter.topic(), "only " + Topics.USAGE + " is replayed, not " + letter.topic());
    }
    Optional<String> target = letter.header(DeadLetterHeaders.TARGET_TOPIC);
    return target
        .map(topic -> "the event was counted; it is its output to " + topic + " that is lost")
        .orElse(null);
  }

  /**
   * Makes the record.
   *
   * @param key of the original
   * @param value of the original
   * @throws RegistryException when the registry cannot be reached
   */
  public Mending mend(byte @Nullable [] key, byte @Nullable [] value) {
    try {
      UsageEvent event = event(value);
      boolean rekey = remedy.rekey() || remedy.patch() != null;
      byte[] newKey = rekey ? CredentialId.of(event.getCredential()).getBytes(UTF_8) : key;
      String keyText = newKey == null ? null : new String(newKey, UTF_8);
      Rejection fault = validator.check(keyText, event, clock.instant());
      if (fault != null) {
        return new Mending.Refused(
            "would be refused again, " + fault.reason().code() + ": " + fault.message());
      }
      boolean asItCame = remedy.patch() == null;
      return new Mending.Ready(newKey, asItCame ? Objects.requireNonNull(value) : encoded(event));
    } catch (MendingException e) {
      return new Mending.Refused(String.valueOf(e.getMessage()));
    }
  }

  private byte[] encoded(UsageEvent event) {
    return serde.serializer().serialize(Topics.USAGE.name(), event);
  }

  private UsageEvent event(byte @Nullable [] value) {
    UsageEvent event = decoded(value);
    JsonNode patch = remedy.patch();
    if (patch == null) {
      if (event == null) {
        throw new MendingException("is not readable as a usage event; --patch a whole one");
      }
      return event;
    }
    JsonNode before = event == null ? JsonNodeFactory.instance.objectNode() : AvroJson.of(event);
    return (UsageEvent)
        AvroRecords.read(MergePatch.apply(before, patch), UsageEvent.getClassSchema());
  }

  private @Nullable UsageEvent decoded(byte @Nullable [] value) {
    try {
      return serde.deserializer().deserialize(Topics.USAGE.name(), value);
    } catch (SerializationException e) {
      if (RegistryException.isCausedByUnavailability(e)) {
        throw e;
      }
      return null;
    }
  }
}
