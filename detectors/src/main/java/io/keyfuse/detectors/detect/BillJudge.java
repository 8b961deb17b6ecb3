package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.DayLine;
import io.keyfuse.detectors.state.LedgerDay;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * BILL_MISMATCH: the estimate of a model and UTC day divided by its bill is outside [0.8, 1.25],
 * with at least $5 on either side; once per credential, model and day. Cause PRICING, never a
 * reason to kill: it says that prices, or a feed, are wrong.
 *
 * <p>Models that both sides name are compared one by one. What only one side names is compared
 * together, as {@value #REST}, because a bill may name SKUs. A line with usage that the price book
 * did not price is not judged, nor is a day on which one side said nothing. Stateless and
 * thread-safe.
 */
final class BillJudge {
  private static final long LEAST_NANOS = 5 * NanoUsd.PER_USD;
  private static final String REST = "other";

  private BillJudge() {}

  /** Returns evidence of the day's mismatches that were not told, and notes them as told. */
  static List<Evidence> judge(Credential credential, long day, LedgerDay book, long atMs) {
    List<Evidence> found = new ArrayList<>();
    if (!book.isComparable()) {
      return found;
    }
    DayLine rest = null;
    List<String> restModels = new ArrayList<>();
    for (Map.Entry<String, DayLine> entry : List.copyOf(book.lines().entrySet())) {
      DayLine line = entry.getValue();
      if (isOneSided(line) || entry.getKey().equals(REST)) {
        rest = rest == null ? line : rest.and(line);
        restModels.add(entry.getKey());
      } else if (isMismatch(line)) {
        book.told(entry.getKey());
        found.add(evidence(new Subject(credential, day, entry.getKey(), atMs), line));
      }
    }
    if (rest != null && isMismatch(rest)) {
      restModels.forEach(book::told);
      found.add(evidence(new Subject(credential, day, REST, atMs), rest));
    }
    return found;
  }

  private record Subject(Credential credential, long day, String model, long atMs) {
    long startMs() {
      return day * PaneWidth.DAY.ms();
    }
  }

  private static boolean isOneSided(DayLine line) {
    return line.billNanos() == 0 || (line.estimateNanos() == 0 && !line.guessed());
  }

  private static boolean isMismatch(DayLine line) {
    long larger = Math.max(line.estimateNanos(), line.billNanos());
    if (line.told() || line.guessed() || larger < LEAST_NANOS) {
      return false;
    }
    BigInteger estimate = BigInteger.valueOf(line.estimateNanos());
    BigInteger bill = BigInteger.valueOf(line.billNanos());
    BigInteger four = BigInteger.valueOf(4);
    BigInteger five = BigInteger.valueOf(5);
    return estimate.multiply(five).compareTo(bill.multiply(four)) < 0
        || estimate.multiply(four).compareTo(bill.multiply(five)) > 0;
  }

  private static Evidence evidence(Subject subject, DayLine line) {
    String day = LocalDate.ofEpochDay(subject.day()).toString();
    String id = CredentialId.of(subject.credential());
    return Evidence.newBuilder()
        .setEvidenceId(
            NameUuid.of("evidence", id, Signal.BILL_MISMATCH.name(), day, subject.model()))
        .setCredential(subject.credential())
        .setSignal(Signal.BILL_MISMATCH)
        .setCause(Cause.PRICING)
        .setState(EvidenceState.RAISED)
        .setProbability(1)
        .setEpisodeStartedAt(Instant.ofEpochMilli(subject.startMs()))
        .setObservedAt(Instant.ofEpochMilli(subject.atMs()))
        .setWindowMs(PaneWidth.DAY.ms())
        .setSpendNanos(line.billNanos())
        .setExpectedNanos(line.estimateNanos())
        .setBurnNanosPerHour(0)
        .setFacts(
            List.of(
                new Fact("model", subject.model(), 0.0),
                new Fact("day", day, 0.0),
                new Fact("estimate_1d_usd", NanoUsd.toUsd(line.estimateNanos()), 0.0),
                new Fact("bill_1d_usd", NanoUsd.toUsd(line.billNanos()), 0.0)))
        .setSummary(
            String.format(
                "%s of %s was billed %s and estimated %s; check its price or its feeds",
                subject.model(),
                day,
                NanoUsd.display(line.billNanos()),
                NanoUsd.display(line.estimateNanos())))
        .build();
  }
}
