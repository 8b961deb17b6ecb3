package io.keyfuse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong(7);

  @Test
  void shouldWriteOverOneLineOnATerminal() {
    ProgressBar bar = bar(true);

    nanos.addAndGet(SECOND);
    bar.done(500);
    bar.done(501);
    nanos.addAndGet(SECOND);
    bar.done(1_000);
    bar.close();

    assertThat(text.toString())
        .contains("[###############---------------]  50 %  500 of 1,000  500/s")
        .contains("100 %  1,000 of 1,000  500/s")
        .doesNotContain("501", "\n")
        .endsWith("\r\u001b[K");
  }

  @Test
  void shouldWriteFewPlainLinesElsewhere() {
    ProgressBar bar = bar(false);

    for (int second = 1; second <= 12; second++) {
      nanos.addAndGet(SECOND);
      bar.done(second * 10L);
    }
    bar.close();

    assertThat(text.toString().lines()).hasSize(2).noneMatch(line -> line.contains("\u001b"));
    assertThat(text.toString()).contains("5 %  50 of 1,000  10/s");
  }

  @Test
  void shouldNotPassTheEndWhenTheTotalWasTooLow() {
    ProgressBar bar = bar(true);

    nanos.addAndGet(SECOND);
    bar.done(2_000);

    assertThat(text.toString()).contains("100 %  2,000 of 1,000");
  }

  private ProgressBar bar(boolean terminal) {
    return new ProgressBar(new PrintWriter(text, true), terminal, 1_000, nanos::get);
  }
}
