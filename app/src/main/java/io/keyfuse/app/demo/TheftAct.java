package io.keyfuse.app.demo;

import io.keyfuse.app.demo.Style.Tone;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Acts 2 and 3: a thief uses a key until Keyfuse has it killed and proved quiet. */
final class TheftAct {
  private static final Duration LAST_REFUSALS = Duration.ofSeconds(15);

  private final DemoParts parts;
  private final AttackPlan plan;
  private final DemoOptions options;
  private final CaseFile file;

  TheftAct(DemoParts parts, AttackPlan plan, DemoOptions options) {
    this.parts = parts;
    this.plan = plan;
    this.options = options;
    this.file = parts.caseOf(plan);
  }

  /** Plays the theft from where it was to its end; what goes wrong is noted in the case file. */
  void play(int number, Beat beat) throws IOException, InterruptedException {
    Screen screen = parts.screen();
    DemoKey key = parts.story().victim(plan.victim());
    boolean resumed = file.at(Milestone.FIRST_CALL).isPresent();
    screen.heading("Act " + number + " · " + plan.title());
    String normal = Figures.usd(parts.story().day().costNanos(key));
    screen.fact("victim", key.id());
    screen.fact(
        "owner",
        key.owner().tenant() + "/" + key.owner().feature() + ", " + normal + " on a normal day");
    screen.fact("thief", plan.story());
    screen.fact("pace", plan.pace());
    screen.gap();
    Loot before = Loot.of(key, parts.standIns().ledger());
    begin(resumed, before);
    Theft theft = new Theft(plan, parts, before);
    Duration interval = plan.interval().dividedBy(options.haste());
    try (Beat.Handle attack = beat.every(interval, plan.id() + " thief", theft::step)) {
      awaitRefusal(theft);
    }
    awaitProof();
    Loot loot = Loot.of(key, parts.standIns().ledger());
    screen.gap();
    screen.text(
        Tone.STRONG,
        "The thief got "
            + Figures.usd(loot.costNanos())
            + ". Unstopped: "
            + Figures.usd(plan.unstoppedNanos())
            + " ("
            + plan.unstoppedBasis()
            + ").");
    parts.remember(plan);
  }

  private void begin(boolean resumed, Loot before) {
    Instant now = parts.clock().instant();
    if (resumed) {
      parts.screen().countFrom(file.at(Milestone.FIRST_CALL).orElse(now));
      parts.screen().event("resumed", Tone.WARN, "the thief had made " + before.calls() + " calls");
    } else {
      file.mark(Milestone.FIRST_CALL, now);
      parts.screen().countFrom(now);
    }
    parts.remember(plan);
  }

  private void awaitRefusal(Theft theft) throws InterruptedException {
    if (!file.await(Milestone.REFUSED, options.mostAttackTime())) {
      file.trouble("nobody stopped the thief in " + Figures.time(options.mostAttackTime()));
      parts.screen().event("NOT STOPPED", Tone.ALARM, "the thief is called off");
    } else if (!theft.awaitEnd(LAST_REFUSALS)) {
      file.trouble("the thief was refused, and then served again");
    }
  }

  private void awaitProof() throws InterruptedException {
    boolean refused = file.at(Milestone.REFUSED).isPresent();
    if (refused && !file.await(Milestone.VERIFIED, options.mostVerifyTime())) {
      file.trouble("no proof of quiet in " + Figures.time(options.mostVerifyTime()));
    }
  }
}
