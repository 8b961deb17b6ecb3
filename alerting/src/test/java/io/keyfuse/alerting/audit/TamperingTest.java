package io.keyfuse.alerting.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.sign.SigningKeys;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Must-show: every one of many random tamperings is detected and its place named. */
final class TamperingTest {
  private static final int TAMPERINGS = 1_000;
  private static final int RECORDS = 60;

  @ParameterizedTest
  @ValueSource(ints = {1, 25})
  void shouldDetectEveryTamperingAndNameTheFirstBadSequence(int checkpointEvery) {
    // Given a log, and a witness of its end
    long seed = Long.getLong("keyfuse.audit.seed", 20_261_128L);
    System.out.println("audit tampering seed " + seed + ", checkpoint every " + checkpointEvery);
    Random random = new Random(seed);
    SampleLog sample = new SampleLog(SigningKeys.generate(), seed);
    List<AuditEntry> log = sample.chain(3, RECORDS, checkpointEvery);
    Expectation witness = sample.witnessOf(log);
    assertThat(sample.verify(log, witness).flaws()).isEmpty();

    // When it is tampered with
    List<Tampering> ways = List.of(Tampering.values());
    Map<Tampering, Integer> tried = new EnumMap<>(Tampering.class);
    for (int i = 0; i < TAMPERINGS; i++) {
      Tampering way = ways.get(random.nextInt(ways.size()));
      Tamperer tamperer = new Tamperer(log, random);
      int first = way.apply(tamperer);
      String what =
          "seed " + seed + ", tampering " + i + ", " + way + " at sequence " + (first + 1);

      // Then it is detected, and named exactly unless only the next checkpoint could tell
      List<Flaw> flaws = sample.verify(tamperer.log(), witness).flaws();
      assertThat(flaws).as(what).hasSize(1);
      Flaw flaw = flaws.get(0);
      assertThat(flaw.partition()).as(what).isEqualTo(3);
      assertThat(flaw.signedUpTo()).as(what).isLessThanOrEqualTo(first);
      if (checkpointEvery > 1 && way.fitsUpToTheNextCheckpoint()) {
        assertThat(flaw.sequence()).as(what).isBetween(first + 1L, RECORDS + 1L);
        assertThat(flaw.sequence() - flaw.signedUpTo())
            .as(what)
            .isLessThanOrEqualTo(checkpointEvery + 1L);
      } else {
        assertThat(flaw.sequence()).as(what).isEqualTo(first + 1L);
      }
      tried.merge(way, 1, Integer::sum);
    }
    System.out.println(TAMPERINGS + " tamperings detected: " + tried);
    assertThat(tried.keySet()).containsExactlyInAnyOrder(Tampering.values());
  }
}
