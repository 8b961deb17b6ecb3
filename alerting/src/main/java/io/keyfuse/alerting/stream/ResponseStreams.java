package io.keyfuse.alerting.stream;

import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KeyStatus;
import org.apache.kafka.streams.kstream.KStream;

/**
 * What the response topology says; each stream is keyed by credential id.
 *
 * @param alerts incident transitions, for {@code alerts.v1}
 * @param signedCommands commands in Confluent's wire format with their signature headers, for
 *     {@code commands.v1} by a byte-array serde
 * @param keys where keys stand, for {@code keys.v1}
 * @param decisions what was decided with the headers of its chain, for {@code decisions.v1} by
 *     {@link SealedDecision#serde} and {@link SealedDecision#partitioner}
 * @param outcomes the desk's own judgements VERIFIED and LEAKING, for {@code outcomes.v1}
 */
public record ResponseStreams(
    KStream<String, Alert> alerts,
    KStream<String, byte[]> signedCommands,
    KStream<String, KeyStatus> keys,
    KStream<String, SealedDecision> decisions,
    KStream<String, CommandOutcome> outcomes) {}
