package io.keyfuse.alerting.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.keyfuse.alerting.sign.CommandHeaders;
import io.keyfuse.alerting.sign.CommandSignature;
import io.keyfuse.alerting.sign.CommandSigner;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Writes a command in its wire format and signs exactly those bytes. Used by the task's thread. */
final class SigningProcessor
    extends ContextualProcessor<String, KillSwitchCommand, String, byte[]> {
  private final Serializer<KillSwitchCommand> serializer;
  private final CommandSigner signer;

  SigningProcessor(Serializer<KillSwitchCommand> serializer, CommandSigner signer) {
    this.serializer = serializer;
    this.signer = signer;
  }

  @Override
  public void process(Record<String, KillSwitchCommand> record) {
    byte[] value = serializer.serialize(Topics.COMMANDS.name(), record.value());
    CommandSignature signature = signer.sign(value);
    Headers headers = new RecordHeaders();
    headers.add(CommandHeaders.SIGNATURE, signature.base64().getBytes(US_ASCII));
    headers.add(CommandHeaders.KEY_ID, signature.keyId().getBytes(US_ASCII));
    context().forward(new Record<>(record.key(), value, record.timestamp(), headers));
  }

  @Override
  public void close() {
    serializer.close();
  }
}
