package io.keyfuse.app.ingest;

import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileDecoders;
import io.keyfuse.ingest.file.FileFormat;
import java.time.InstantSource;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How files become deliveries. Immutable.
 *
 * @param decoders makes the decoders of one run
 * @param format the format of all files, or null to look at each
 * @param mapped decodes all files by a mapping, or null
 * @param parts true when all FOCUS files of the run are parts of one export
 * @param clock bounds the files' times
 * @param progress told how many more bytes were read while decoding
 */
public record DeliveryOptions(
    Supplier<FileDecoders> decoders,
    @Nullable FileFormat format,
    @Nullable FileDecoder mapped,
    boolean parts,
    InstantSource clock,
    IntConsumer progress) {}
