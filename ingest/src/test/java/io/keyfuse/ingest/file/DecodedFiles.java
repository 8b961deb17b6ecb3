package io.keyfuse.ingest.file;

import io.keyfuse.ingest.decode.CheckedSink;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.decode.PartTally;
import io.keyfuse.ingest.otlp.OtlpConfig;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decodes files as a run of the command does and keeps what came of them. */
public final class DecodedFiles implements PartSink {
  public static final Instant OBSERVED = Instant.parse("2026-11-20T12:00:00Z");

  private final PartTally tally = new PartTally();
  private final List<Decoded> parts = new ArrayList<>();

  private DecodedFiles() {}

  /** Decodes each file as a delivery of its own. */
  public static DecodedFiles of(FileFeedsConfig config, Path... files) throws IOException {
    DecodedFiles decoded = new DecodedFiles();
    FileDecoders decoders = new FileDecoders(config, OtlpConfig.defaults());
    List<FileInput> inputs = new ArrayList<>();
    for (Path file : files) {
      FileInput input = new FileInput(file, OBSERVED);
      inputs.add(input);
      decoders.collect(FormatDetector.detect(input).format(), input);
    }
    for (FileInput input : inputs) {
      decoded.decode(decoders.of(FormatDetector.detect(input).format()), List.of(input));
    }
    return decoded;
  }

  /** Decodes files as the parts of one delivery. */
  public static DecodedFiles oneDelivery(FileDecoder decoder, Path... files) throws IOException {
    DecodedFiles decoded = new DecodedFiles();
    List<FileInput> inputs = new ArrayList<>();
    for (Path file : files) {
      inputs.add(new FileInput(file, OBSERVED));
    }
    decoded.decode(decoder, inputs);
    return decoded;
  }

  /** Writes a text to a file and decodes it. */
  public static DecodedFiles text(FileDecoder decoder, Path folder, String text)
      throws IOException {
    Path file = Files.createTempFile(folder, "input", ".txt");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return oneDelivery(decoder, file);
  }

  private void decode(FileDecoder decoder, List<FileInput> inputs) throws IOException {
    UsageValidator validator = new UsageValidator(UsageLimits.defaults());
    decoder.decode(inputs, new CheckedSink(validator, () -> OBSERVED, this));
  }

  @Override
  public void part(Decoded part) {
    tally.part(part);
    parts.add(part);
  }

  @Override
  public void merged(long rows) {
    tally.merged(rows);
  }

  public PartTally tally() {
    return tally;
  }

  public List<Decoded> parts() {
    return parts;
  }

  public List<UsageEvent> usage() {
    return parts.stream()
        .filter(Decoded.Usage.class::isInstance)
        .map(part -> ((Decoded.Usage) part).event())
        .toList();
  }

  public List<ContextEvent> context() {
    return parts.stream()
        .filter(Decoded.Context.class::isInstance)
        .map(part -> ((Decoded.Context) part).event())
        .toList();
  }
}
