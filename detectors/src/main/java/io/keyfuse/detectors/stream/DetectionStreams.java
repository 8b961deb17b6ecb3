package io.keyfuse.detectors.stream;

import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.SpendWindow;
import org.apache.kafka.streams.kstream.KStream;

/**
 * What detection brings out, keyed by credential id.
 *
 * @param spend closed windows and corrections
 * @param evidence what detectors say
 */
public record DetectionStreams(
    KStream<String, SpendWindow> spend, KStream<String, Evidence> evidence) {}
