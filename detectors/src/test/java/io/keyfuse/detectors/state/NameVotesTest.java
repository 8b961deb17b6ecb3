package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameVotesTest {
  private static final int PLACES = 4;
  private static final int NEW = 99;

  @Test
  void shouldSayNothingWithoutVotes() {
    assertThat(new NameVotes(PLACES).strangeness(NEW, 20)).isZero();
  }

  @Test
  void shouldKnowANameAfterFiveVotes() {
    NameVotes names = votes(4, 1);
    assertThat(names.knows(1)).isFalse();

    names.vote(1);

    assertThat(names.knows(1)).isTrue();
    assertThat(names.knows(NEW)).isFalse();
  }

  @Test
  void shouldFindANewNameStrangeWhereNamesNeverChange() {
    NameVotes steady = votes(300, 1);

    assertThat(steady.strangeness(NEW, 20)).isCloseTo(Math.log(0.5 * 301 / 1.5), within(1e-9));
    assertThat(steady.strangeness(1, 20)).isCloseTo(Math.log(0.525), within(1e-9));
  }

  @Test
  void shouldMakeNothingOfANewNameWhereNamesChangeAllTheTime() {
    NameVotes roaming = new NameVotes(PLACES);
    for (int name = 0; name < 300; name++) {
      roaming.vote(name + 1_000);
    }

    assertThat(roaming.strangeness(NEW, 10_000)).isZero();
  }

  @Test
  void shouldFindARareNameLessStrangeThanANewOne() {
    NameVotes names = votes(300, 1);
    names.vote(2);

    assertThat(names.strangeness(2, 20)).isPositive().isLessThan(names.strangeness(NEW, 20));
  }

  @Test
  void shouldGiveThePlaceOfTheLeastUsedNameAway() {
    // Given all places taken
    NameVotes names = votes(30, 1);
    for (int name = 2; name <= PLACES; name++) {
      for (int i = 0; i < 5 + name; i++) {
        names.vote(name);
      }
    }

    // When another name comes
    names.vote(NEW);

    // Then it has the place of the least used, with its own vote only
    assertThat(names.knows(2)).isFalse();
    assertThat(names.knows(NEW)).isFalse();
    assertThat(names.knows(1)).isTrue();
    assertThat(names.knows(PLACES)).isTrue();
  }

  @Test
  void shouldForgetANameThatIsNoLongerUsed() {
    NameVotes names = votes(100, 1);

    for (int i = 0; i < 8 * Histogram.MOST; i++) {
      names.vote(2);
    }

    assertThat(names.knows(1)).isFalse();
    assertThat(names.knows(2)).isTrue();
    assertThat(names.total()).isLessThan(Histogram.MOST);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldComeBackFromItsBytes(long seed) {
    Random random = new Random(seed);
    NameVotes written = new NameVotes(PLACES);
    for (int votes = random.nextInt(20_000); votes > 0; votes--) {
      written.vote(Math.abs((int) (3 * random.nextGaussian())) * -77);
    }
    ByteWriter out = new ByteWriter();
    written.write(out);

    NameVotes read = new NameVotes(PLACES);
    ByteReader in = new ByteReader(out.toBytes());
    read.read(in);

    in.end();
    assertThat(read.total()).isEqualTo(written.total());
    for (int name = 0; name < 12; name++) {
      assertThat(read.strangeness(name * -77, 20)).isEqualTo(written.strangeness(name * -77, 20));
    }
  }

  @Test
  void shouldRefuseMoreNamesThanPlaces() {
    ByteReader tooMany = new ByteReader(new ByteWriter().count(PLACES + 1).toBytes());

    assertThatThrownBy(() -> new NameVotes(PLACES).read(tooMany))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static NameVotes votes(int count, int name) {
    NameVotes names = new NameVotes(PLACES);
    for (int i = 0; i < count; i++) {
      names.vote(name);
    }
    return names;
  }
}
