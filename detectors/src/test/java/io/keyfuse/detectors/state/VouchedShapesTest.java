package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Shapes of calls that the owner of a key vouched for. */
class VouchedShapesTest {
  private static final int MOST = 8;
  private static final int LAYOUT = 3;

  private final Ownership own = new Ownership();

  @Test
  void shouldKnowNoShapeBeforeTheOwnerVouches() {
    assertThat(own.hasVouched()).isFalse();
    assertThat(own.isVouched(shape(0))).isFalse();
  }

  @Test
  void shouldKnowWhatIsLikeAVouchedShape() {
    own.vouch(new UsageShape(8, 6, 2));

    assertThat(own.hasVouched()).isTrue();
    assertThat(own.isVouched(new UsageShape(8.5f, 5.5f, 2))).isTrue();
    assertThat(own.isVouched(new UsageShape(8.6f, 6, 2))).isFalse();
    assertThat(own.isVouched(new UsageShape(8, 6, 3))).isFalse();
  }

  @Test
  void shouldLetTheOldestOfMoreThanEightGiveWay() {
    vouch(MOST);
    assertThat(own.isVouched(shape(0))).isTrue();

    own.vouch(shape(MOST));

    assertThat(own.isVouched(shape(0))).isFalse();
    for (int i = 1; i <= MOST; i++) {
      assertThat(own.isVouched(shape(i))).as("shape %d", i).isTrue();
    }
  }

  @Test
  void shouldNotLetAShapeThatIsKnownTakeAPlace() {
    vouch(MOST);

    for (int i = 0; i < MOST; i++) {
      own.vouch(shape(MOST - 1));
    }

    assertThat(own.isVouched(shape(0))).isTrue();
  }

  @Test
  void shouldKeepWhatWasVouchedWhenTheOwnerIsTrustedAgain() {
    own.vouch(shape(0));

    own.trust(1_772_604_300_000L);

    assertThat(own.isVouched(shape(0))).isTrue();
  }

  @Test
  void shouldComeBackFromTheirBytesInTheirOrder() {
    vouch(MOST);
    byte[] bytes = bytes(own);

    ByteReader in = new ByteReader(bytes);
    Ownership read = Ownership.read(in, LAYOUT);

    in.end();
    assertThat(bytes(read)).isEqualTo(bytes);
    read.vouch(shape(MOST));
    assertThat(read.isVouched(shape(0))).as("the oldest").isFalse();
    assertThat(read.isVouched(shape(1))).isTrue();
  }

  @Test
  void shouldRefuseMoreShapesThanItKeeps() {
    byte[] none = bytes(own);
    byte[] beyond = Arrays.copyOf(none, none.length);
    beyond[none.length - 1] = MOST + 1;

    assertThatThrownBy(() -> Ownership.read(new ByteReader(beyond), LAYOUT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void vouch(int shapes) {
    for (int i = 0; i < shapes; i++) {
      own.vouch(shape(i));
    }
  }

  /** No two are alike. */
  private static UsageShape shape(int number) {
    return new UsageShape(number, 6, 2);
  }

  private static byte[] bytes(Ownership ownership) {
    ByteWriter out = new ByteWriter();
    ownership.write(out);
    return out.toBytes();
  }
}
