package io.keyfuse.app.ingest;

import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileDecoders;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.ingest.file.FileFormat;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.FormatDetector;
import io.keyfuse.ingest.file.FormatDetector.Detected;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Makes deliveries of paths: looks at formats, digests contents, joins AWS files. Stateless. */
public final class Deliveries {
  private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");
  private static final int BUFFER = 256 * 1024;
  private static final int DEEPEST_FOLDER = 8;

  private Deliveries() {}

  /**
   * Returns the files of paths, those of folders in the order of their names.
   *
   * @throws ConfigException when a path cannot be read
   */
  public static List<Path> files(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> found = Files.walk(path, DEEPEST_FOLDER)) {
          found.filter(Deliveries::isWanted).sorted().forEach(files::add);
        }
      } else if (Files.isReadable(path)) {
        files.add(path);
      } else {
        throw new ConfigException("PATH", "cannot read " + path);
      }
    }
    return files;
  }

  /** Returns true for a file that is not hidden. */
  static boolean isWanted(Path path) {
    Path name = path.getFileName();
    return Files.isRegularFile(path) && name != null && !name.toString().startsWith(".");
  }

  /**
   * Makes the deliveries of one run.
   *
   * @throws ConfigException naming the file that is of no known format or cannot be read on
   */
  public static List<Delivery> of(List<Path> files, DeliveryOptions options) throws IOException {
    FileDecoders decoders = options.decoders().get();
    List<Delivery> deliveries = new ArrayList<>();
    List<Delivery> parts = new ArrayList<>();
    for (Path file : files) {
      FileInput input = new FileInput(file, observedAt(file, options));
      try {
        Delivery delivery = delivery(input, decoders, options);
        boolean part = options.parts() && delivery.title().startsWith("FOCUS");
        (part ? parts : deliveries).add(delivery);
      } catch (FileFault fault) {
        throw new ConfigException(file.toString(), fault.getMessage() + "");
      }
    }
    if (!parts.isEmpty()) {
      deliveries.add(joined(parts));
    }
    return deliveries;
  }

  private static Delivery delivery(FileInput input, FileDecoders decoders, DeliveryOptions options)
      throws IOException {
    FileInput counted = new FileInput(input.path(), input.observedAt(), options.progress());
    String id = digest(input.path());
    FileDecoder mapped = options.mapped();
    if (mapped != null) {
      return new Delivery(id, input.name(), "mapped CSV", mapped, List.of(counted));
    }
    FileFormat named = options.format();
    Detected detected =
        named == null ? FormatDetector.detect(input) : new Detected(named, named.label());
    decoders.collect(detected.format(), input);
    return new Delivery(
        id, input.name(), detected.title(), decoders.of(detected.format()), List.of(counted));
  }

  private static Delivery joined(List<Delivery> parts) {
    MessageDigest sha = sha256();
    List<FileInput> inputs = new ArrayList<>();
    for (Delivery part : parts) {
      sha.update(HexFormat.of().parseHex(part.id()));
      inputs.addAll(part.inputs());
    }
    Delivery first = parts.get(0);
    return new Delivery(
        HexFormat.of().formatHex(sha.digest()),
        first.name() + " and " + (parts.size() - 1) + " more",
        first.title(),
        first.decoder(),
        inputs);
  }

  /** The file's own time, so that an older delivery that is read later does not win. */
  private static Instant observedAt(Path file, DeliveryOptions options) throws IOException {
    Instant now = options.clock().instant();
    Instant modified = Files.getLastModifiedTime(file).toInstant();
    boolean sane = modified.isAfter(EARLIEST) && modified.isBefore(now);
    return Instant.ofEpochMilli((sane ? modified : now).toEpochMilli());
  }

  private static String digest(Path file) throws IOException {
    MessageDigest sha = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
