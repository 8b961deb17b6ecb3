package io.keyfuse.app.ingest;

import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileFeedsConfig;
import io.keyfuse.ingest.file.FileFormat;
import java.time.InstantSource;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How files become deliveries. Immutable.
 *
 * @param files the section {@code ingest.files}
 * @param format the format of all files, or null to look at each
 * @param mapped decodes all files by a mapping, or null
 * @param parts true when all FOCUS files of the run are parts of one export
 * @param clock bounds the files' times
 * @param progress told how many more bytes were read while decoding
 */
public record DeliveryOptions(
    FileFeedsConfig files,
    @Nullable FileFormat format,
    @Nullable FileDecoder mapped,
    boolean parts,
    InstantSource clock,
    IntConsumer progress) {}
