package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.Evidence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SHA-256 in hex over the evidence's canonical text: one line per evidence, sorted, fields joined
 * by {@code |}, times as epoch milliseconds, money as nanos. Stateless and thread-safe.
 */
final class EvidenceDigest {
  private EvidenceDigest() {}

  static String of(List<Evidence> evidence) {
    String text =
        evidence.stream().map(EvidenceDigest::line).sorted().collect(Collectors.joining("\n"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String line(Evidence e) {
    return String.join(
        "|",
        e.getSignal().name(),
        e.getEvidenceId(),
        e.getCause().name(),
        e.getState().name(),
        Double.toString(e.getProbability()),
        Long.toString(e.getEpisodeStartedAt().toEpochMilli()),
        Long.toString(e.getObservedAt().toEpochMilli()),
        Long.toString(e.getWindowMs()),
        Long.toString(e.getSpendNanos()),
        Long.toString(e.getExpectedNanos()),
        Long.toString(e.getBurnNanosPerHour()));
  }
}
