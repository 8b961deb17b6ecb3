package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void shouldWriteTokensInThreeDigits() {
    assertThat(Figures.tokens(940)).isEqualTo("940");
    assertThat(Figures.tokens(12_449)).isEqualTo("12.4K");
    assertThat(Figures.tokens(364_000)).isEqualTo("364K");
    assertThat(Figures.tokens(999_960)).isEqualTo("1.0M");
    assertThat(Figures.tokens(12_800_000)).isEqualTo("12.8M");
  }

  @Test
  void shouldWriteTimesAndShares() {
    assertThat(Figures.time(Duration.ofMillis(2_410))).isEqualTo("2,410 ms");
    assertThat(Figures.time(Duration.ofMillis(14_260))).isEqualTo("14.3 s");
    assertThat(Figures.percent(1, 4)).isEqualTo("25.0 %");
    assertThat(Figures.percent(1, 5_000)).isEqualTo("0.020 %");
    assertThat(Figures.percent(0, 5)).isEqualTo("0.0 %");
    assertThat(Figures.percent(5, 0)).isEqualTo("-");
  }

  @Test
  void shouldDrawBarsInEighths() {
    assertThat(Figures.bar(10, 10, 3)).isEqualTo("███");
    assertThat(Figures.bar(5, 10, 3)).isEqualTo("█▌");
    assertThat(Figures.bar(0, 10, 3)).isEmpty();
    assertThat(Figures.bar(20, 10, 3)).isEqualTo("███");
  }

  @Test
  void shouldBreakLinesBetweenWords() {
    assertThat(Screen.wrap("one two three", 8)).containsExactly("one two", "three");
    assertThat(Screen.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
    assertThat(Screen.wrap("", 4)).containsExactly("");
  }
}
