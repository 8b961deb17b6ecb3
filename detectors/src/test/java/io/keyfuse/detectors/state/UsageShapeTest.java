package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.keyfuse.schemas.v1.TokenCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageShapeTest {
  private static final UsageShape SHAPE = new UsageShape(8, 6, 2);

  @ParameterizedTest
  @CsvSource({
    "8, 6, 2, true",
    "8.5, 6, 2, true",
    "7.5, 6.5, 2, true",
    "8, 5.5, 2, true",
    "8.51, 6, 2, false",
    "7.49, 6, 2, false",
    "8, 6.51, 2, false",
    "8, 5.49, 2, false",
    "8, 6, 1, false",
    "8, 6, 3, false",
  })
  void shouldBeAlikeWithinHalfALogarithmAndOfOneCachedShare(
      float input, float output, int cached, boolean alike) {
    UsageShape other = new UsageShape(input, output, cached);

    assertThat(SHAPE.isLike(other)).isEqualTo(alike);
    assertThat(other.isLike(SHAPE)).isEqualTo(alike);
  }

  @Test
  void shouldBeThatOfOneCallHoweverManyWereMade() {
    UsageShape one = of(1, 1_000, 500, 250);
    UsageShape many = of(40, 40_000, 20_000, 10_000);

    assertThat(many).isEqualTo(one);
    assertThat((double) one.input()).isCloseTo(Math.log(1_001), within(1e-6));
    assertThat((double) one.output()).isCloseTo(Math.log(251), within(1e-6));
    assertThat(one.cached()).isEqualTo(UsageBins.share(500, 1_000));
  }

  @Test
  void shouldTakeNumbersThatCannotBeForNone() {
    assertThat(of(0, -5, 0, -7)).isEqualTo(new UsageShape(0, 0, 0));
    assertThat(of(1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).cached())
        .isEqualTo(UsageBins.SHARE - 1);
  }

  @Test
  void shouldComeBackFromItsBytesAtEachCachedShare() {
    for (int cached = 0; cached < UsageBins.SHARE; cached++) {
      UsageShape shape = new UsageShape(11.918f, 8.006f, cached);

      assertThat(UsageShape.read(new ByteReader(bytes(shape)))).isEqualTo(shape);
    }
  }

  @Test
  void shouldRefuseACachedShareThatIsNone() {
    byte[] beyond = bytes(new UsageShape(1, 1, UsageBins.SHARE));

    assertThatThrownBy(() -> UsageShape.read(new ByteReader(beyond)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static UsageShape of(long calls, long input, long cached, long output) {
    Amounts amounts = new Amounts(Side.PROVIDER, 1, calls, 0, input, output, false);
    return UsageShape.of(amounts, new TokenCounts(input, cached, 0L, 0L, output, 0L));
  }

  private static byte[] bytes(UsageShape shape) {
    ByteWriter out = new ByteWriter();
    shape.write(out);
    return out.toBytes();
  }
}
