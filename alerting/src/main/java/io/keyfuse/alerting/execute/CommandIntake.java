package io.keyfuse.alerting.execute;

import io.keyfuse.alerting.sign.CommandHeaders;
import io.keyfuse.alerting.sign.CommandVerifier;
import io.keyfuse.alerting.sign.VerificationResult;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into commands: the signature is checked over the bytes before they are decoded.
 * Used by the worker's thread.
 */
final class CommandIntake {
  private final CommandVerifier verifier;
  private final Deserializer<KillSwitchCommand> decoder;
  private final ToIntFunction<byte[]> partitioner;

  /**
   * Makes an intake.
   *
   * @param partitioner the partition to which a record key belongs
   */
  CommandIntake(CommandVerifier verifier, TopicSerdes serdes, ToIntFunction<byte[]> partitioner) {
    this.verifier = verifier;
    this.decoder = serdes.value(Topics.COMMANDS).deserializer();
    this.partitioner = partitioner;
  }

  /**
   * Reads one record.
   *
   * @throws SerializationException when the schema registry cannot be reached
   */
  Intake read(ConsumerRecord<byte[], byte[]> record) {
    CommandSource source =
        new CommandSource(new TopicPartition(record.topic(), record.partition()), record.offset());
    Credential credential = credential(record.key());
    byte[] value = record.value() == null ? new byte[0] : record.value();
    OutcomeReason signature = signature(value, record.headers());
    if (signature != OutcomeReason.NONE) {
      String detail = "the record is not signed by a trusted key over exactly its bytes";
      return new Intake.Rejected(source, record, signature, detail, credential);
    }
    String fault = null;
    try {
      KillSwitchCommand command = decoder.deserialize(record.topic(), value);
      fault = fault(record, command, credential);
      if (fault == null && command != null) {
        return new Intake.Genuine(source, command);
      }
    } catch (SerializationException e) {
      if (RegistryException.isCausedByUnavailability(e)) {
        throw e;
      }
      fault = "the value cannot be read";
    }
    String detail = fault == null ? "the record has no value" : fault;
    return new Intake.Rejected(source, record, OutcomeReason.MALFORMED, detail, credential);
  }

  private OutcomeReason signature(byte[] value, Headers headers) {
    Header keyId = headers.lastHeader(CommandHeaders.KEY_ID);
    Header signature = headers.lastHeader(CommandHeaders.SIGNATURE);
    VerificationResult result =
        verifier.verify(
            value,
            signature == null ? null : signature.value(),
            keyId == null ? null : text(keyId));
    return switch (result) {
      case VALID -> OutcomeReason.NONE;
      case BAD_SIGNATURE -> OutcomeReason.BAD_SIGNATURE;
      case UNKNOWN_SIGNER -> OutcomeReason.UNKNOWN_SIGNER;
    };
  }

  /** A genuine value under another key or in another partition would escape the ledger. */
  private @Nullable String fault(
      ConsumerRecord<byte[], byte[]> record,
      @Nullable KillSwitchCommand command,
      @Nullable Credential credential) {
    if (command == null || command.getAction() == CommandAction.UNSPECIFIED) {
      return "the command names no action that this version knows";
    }
    if (!command.getCredential().equals(credential)) {
      return "the record's key is not the command's credential";
    }
    if (partitioner.applyAsInt(record.key()) != record.partition()) {
      return "the record is not in the partition of its key";
    }
    return command.getExpiresAt().isAfter(command.getIssuedAt())
        ? null
        : "the command expires before it is issued";
  }

  private static @Nullable Credential credential(byte @Nullable [] key) {
    if (key == null) {
      return null;
    }
    try {
      return CredentialId.parse(new String(key, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String text(Header header) {
    byte[] value = header.value();
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
