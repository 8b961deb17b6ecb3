package io.keyfuse.app.demo;

import io.keyfuse.app.demo.Style.Tone;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thief at work: one call after the other until the provider refuses, then a few more to show
 * that it goes on refusing. Steps are taken by one thread; {@link #awaitEnd} by another.
 */
final class Theft {
  private static final int MOST_REFUSALS = 4;

  private final AttackPlan plan;
  private final DemoKey key;
  private final StandIns standIns;
  private final CaseFile file;
  private final Screen screen;
  private final InstantSource clock;
  private final CountDownLatch end = new CountDownLatch(1);
  private int next;
  private int lineFrom;
  private Tokens lineTokens = Tokens.NONE;
  private long lineNanos;
  private long nanos;
  private int refusals;

  /**
   * Makes a thief.
   *
   * @param before what the thief already got, when the run is taken up
   */
  Theft(AttackPlan plan, DemoParts parts, Loot before) {
    this.plan = plan;
    this.key = parts.story().victim(plan.victim());
    this.standIns = parts.standIns();
    this.file = parts.caseOf(plan);
    this.screen = parts.screen();
    this.clock = parts.clock();
    this.next = Math.toIntExact(before.calls());
    this.lineFrom = next;
    this.nanos = before.costNanos();
  }

  /** Makes the next call, unless the thief has given up. */
  void step() throws IOException, InterruptedException {
    if (end.getCount() == 0) {
      return;
    }
    AttackCall call = plan.call(next);
    CallReply reply = standIns.call(key, call);
    next++;
    if (reply.isServed()) {
      served(call);
    } else if (reply.isRefused()) {
      refused(reply);
    } else {
      throw new IOException("the thief was answered HTTP " + reply.status());
    }
  }

  /** Waits until the thief has given up; false when the time is over. */
  boolean awaitEnd(Duration most) throws InterruptedException {
    return end.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void served(AttackCall call) {
    lineTokens = lineTokens.plus(call.tokens());
    lineNanos += call.costNanos();
    nanos += call.costNanos();
    if (next - lineFrom == plan.callsPerLine()) {
      writeLine(call.model());
    }
  }

  private void writeLine(String model) {
    screen.event(
        "thief",
        Tone.BAD,
        String.format(
            Locale.ROOT,
            "%-11s %s  %s in, %s out  %s, total %s",
            numbers(),
            model,
            Figures.tokens(lineTokens.input()),
            Figures.tokens(lineTokens.output()),
            Figures.usd(lineNanos),
            Figures.usd(nanos)));
    lineFrom = next;
    lineTokens = Tokens.NONE;
    lineNanos = 0;
  }

  private void refused(CallReply reply) {
    if (lineNanos > 0) {
      next--;
      writeLine(plan.call(next - 1).model());
      next++;
    }
    lineFrom = next;
    refusals++;
    boolean first = file.mark(Milestone.REFUSED, clock.instant());
    String after = file.after(Milestone.REFUSED).map(Figures::seconds).orElse("");
    String answer = "call " + next + " refused: HTTP " + reply.status() + " " + reply.error();
    screen.event("thief", Tone.GOOD, answer + (first ? ", " + after + " after call 1" : ""));
    if (refusals == MOST_REFUSALS) {
      end.countDown();
    }
  }

  private String numbers() {
    return next - lineFrom == 1 ? "call " + next : "calls " + (lineFrom + 1) + "-" + next;
  }
}
