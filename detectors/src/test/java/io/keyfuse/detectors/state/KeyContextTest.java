package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyContextTest {
  private static final long T = 1_772_604_300_000L;

  private final KeyContext context = new KeyContext();

  @Test
  void shouldPlanNothingAtFirst() {
    assertThat(context.changeFactor(T)).isEqualTo(1);
    assertThat(context.isCanary()).isFalse();
    assertThat(context.hasInherited()).isFalse();
  }

  @Test
  void shouldEndAChangeAtItsTime() {
    context.change(4, T);

    assertThat(context.changeFactor(T - 1)).isEqualTo(4);
    assertThat(context.changeFactor(T)).isEqualTo(1);
  }

  @Test
  void shouldPutALaterChangeInThePlaceOfAnEarlier() {
    context.change(20, T + 100);
    context.change(2, T + 50);

    assertThat(context.changeFactor(T)).isEqualTo(2);
    assertThat(context.changeFactor(T + 50)).isEqualTo(1);
  }

  @Test
  void shouldStopToBeACanary() {
    context.canary(true);
    context.canary(false);

    assertThat(context.isCanary()).isFalse();
  }

  @Test
  void shouldComeBackFromItsBytes() {
    context.canary(true);
    context.inherit();
    context.change(20, T);

    KeyContext read = read(bytes(context));

    assertThat(read.isCanary()).isTrue();
    assertThat(read.hasInherited()).isTrue();
    assertThat(read.changeFactor(T - 1)).isEqualTo(20);
    assertThat(read.changeFactor(T)).isEqualTo(1);
    assertThat(bytes(read)).isEqualTo(bytes(context));
    CutSamples.refused(bytes(context), KeyContextTest::read);
  }

  @Test
  void shouldComeBackEmptyFromItsBytes() {
    KeyContext read = read(bytes(context));

    assertThat(read.changeFactor(Long.MIN_VALUE)).isEqualTo(1);
    assertThat(bytes(read)).isEqualTo(bytes(context));
  }

  private static byte[] bytes(KeyContext context) {
    ByteWriter out = new ByteWriter();
    context.write(out);
    return out.toBytes();
  }

  private static KeyContext read(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    KeyContext read = KeyContext.read(in);
    in.end();
    return read;
  }
}
