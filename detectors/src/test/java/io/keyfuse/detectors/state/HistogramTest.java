package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
  private static final int BINS = UsageBins.LOGARITHM;

  @Test
  void shouldSayNothingWithoutVotes() {
    Histogram none = new Histogram(BINS);

    for (int bin = 0; bin < BINS; bin++) {
      assertThat(none.strangeness(bin)).isCloseTo(0, within(1e-12));
      assertThat(none.strangeness(bin, 0.8)).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void shouldFindABinStrangerTheMoreVotesFellElsewhere() {
    Histogram usual = votes(20, 10);
    double young = usual.strangeness(20);
    double known = votes(2_000, 10).strangeness(20);

    assertThat(young).isCloseTo(Math.log(25 / 5.0), within(1e-9));
    assertThat(known).isCloseTo(Math.log(2_005 / 5.0), within(1e-9));
    assertThat(usual.strangeness(10)).isNegative();
  }

  @Test
  void shouldForgiveTheNeighboursOfAUsualBin() {
    Histogram usual = votes(1_000, 10);

    assertThat(usual.strangeness(9)).isEqualTo(usual.strangeness(11)).isNegative();
    assertThat(usual.strangeness(8)).isGreaterThan(5);
  }

  @Test
  void shouldCountTheEdgeBinsAsTheirOwnNeighbours() {
    assertThat(votes(1_000, 0).strangeness(0)).isLessThan(-2.8);
    assertThat(votes(1_000, BINS - 1).strangeness(BINS - 1)).isLessThan(-2.8);
  }

  @Test
  void shouldLetOldVotesFade() {
    // Given a key that changed its ways after a long time
    Histogram changed = votes(Histogram.MOST - 1, 10);
    assertThat(changed.total()).isEqualTo(Histogram.MOST - 1);

    // When it votes on
    changed.vote(10);
    assertThat(changed.total()).as("halved").isEqualTo(Histogram.MOST / 2);
    for (int i = 0; i < 4 * Histogram.MOST; i++) {
      changed.vote(20);
    }

    // Then the new is usual, and the old no longer
    assertThat(changed.strangeness(20)).isNegative();
    assertThat(changed.strangeness(10)).isGreaterThan(0);
    assertThat(changed.total()).isLessThan(Histogram.MOST);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldComeBackFromItsBytes(long seed) {
    Random random = new Random(seed);
    Histogram written = new Histogram(BINS);
    for (int votes = random.nextInt(20_000); votes > 0; votes--) {
      written.vote(Math.min(BINS - 1, 5 + Math.abs((int) (4 * random.nextGaussian()))));
    }
    ByteWriter out = new ByteWriter();
    written.write(out);

    Histogram read = new Histogram(BINS);
    ByteReader in = new ByteReader(out.toBytes());
    read.read(in);

    in.end();
    assertThat(read.total()).isEqualTo(written.total());
    for (int bin = 0; bin < BINS; bin++) {
      assertThat(read.strangeness(bin)).isEqualTo(written.strangeness(bin));
    }
  }

  @Test
  void shouldTakeTwoBytesWithoutVotesAndRefuseTooManyBins() {
    ByteWriter none = new ByteWriter();
    new Histogram(BINS).write(none);
    assertThat(none.toBytes()).hasSize(2);

    ByteReader tooMany = new ByteReader(new ByteWriter().count(20).count(9).toBytes());
    assertThatThrownBy(() -> new Histogram(BINS).read(tooMany))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0} tokens in {1} calls")
  @CsvSource({"0,1,0", "1000,1,13", "10000,10,13", "2719,1,15", "5,0,3", "-5,1,0"})
  void shouldBinTokensPerCallByHalfUnitsOfTheLogarithm(long tokens, long calls, int bin) {
    assertThat(UsageBins.perCall(tokens, calls)).isEqualTo(bin);
  }

  @Test
  void shouldKeepHugeNumbersInTheLastBin() {
    assertThat(UsageBins.logarithm(Double.MAX_VALUE)).isEqualTo(UsageBins.LOGARITHM - 1);
    assertThat(UsageBins.perCall(Long.MAX_VALUE, 1)).isEqualTo(UsageBins.LOGARITHM - 1);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"0,100,0", "5,0,0", "1,1000,1", "50,100,4", "100,100,7", "300,100,7"})
  void shouldTellNoShareFromASmallOne(long part, long whole, int bin) {
    assertThat(UsageBins.share(part, whole)).isEqualTo(bin);
  }

  private static Histogram votes(int count, int bin) {
    Histogram histogram = new Histogram(BINS);
    for (int i = 0; i < count; i++) {
      histogram.vote(bin);
    }
    return histogram;
  }
}
