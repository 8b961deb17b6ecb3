package io.keyfuse.app.it;

import io.keyfuse.alerting.sign.CommandHeaders;
import io.keyfuse.alerting.sign.CommandSignature;
import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.Severity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An alert and a dry-run command as a newer instance writes them. */
final class NewerRecords {
  private static final String KEY = "openai:proj_o:key_1";

  private final NextVersion<Alert> alerts;
  private final NextVersion<KillSwitchCommand> commands;
  private final Ed25519CommandSigner signer;

  NewerRecords(URI registry, Path signing) throws Exception {
    this.alerts = new NextVersion<>(Topics.ALERTS, registry);
    this.commands = new NextVersion<>(Topics.COMMANDS, registry);
    this.signer =
        new Ed25519CommandSigner(
            SigningKeys.ofPem(
                Files.readString(signing.resolve(SigningKeys.PRIVATE_FILE)),
                Files.readString(signing.resolve(SigningKeys.PUBLIC_FILE))));
  }

  ProducerRecord<String, byte[]> alert() throws Exception {
    Instant now = Instant.now();
    Alert alert =
        Alert.newBuilder()
            .setAlertId("newer-alert")
            .setIncidentId("newer-incident")
            .setTransition(0)
            .setState(IncidentState.OPEN)
            .setSeverity(Severity.INFO)
            .setCredential(CredentialId.parse(KEY))
            .setCause(Cause.THEFT)
            .setOpenedAt(now)
            .setAt(now)
            .setSpendNanos(1)
            .setBurnNanosPerHour(1)
            .setSummary("written by a newer instance")
            .setEvidence(List.of())
            .build();
    return new ProducerRecord<>(Topics.ALERTS.name(), KEY, alerts.bytes(alert));
  }

  ProducerRecord<String, byte[]> command() throws Exception {
    Instant now = Instant.now();
    KillSwitchCommand command =
        KillSwitchCommand.newBuilder()
            .setCommandId("newer-command")
            .setIncidentId("newer-incident")
            .setRung(0)
            .setEpoch(1)
            .setCredential(CredentialId.parse(KEY))
            .setAction(CommandAction.SUSPEND)
            .setParameters(Map.of())
            .setReason("test")
            .setEvidenceDigest("00")
            .setIssuedAt(now)
            .setExpiresAt(now.plusSeconds(900))
            .setPolicy("default")
            .setDryRun(true)
            .build();
    byte[] value = commands.bytes(command);
    CommandSignature signature = signer.sign(value);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.COMMANDS.name(), KEY, value);
    record.headers().add(CommandHeaders.SIGNATURE, bytes(signature.base64()));
    record.headers().add(CommandHeaders.KEY_ID, bytes(signature.keyId()));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
