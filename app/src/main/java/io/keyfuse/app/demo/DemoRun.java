package io.keyfuse.app.demo;

import io.keyfuse.app.demo.DemoParts.Told;
import io.keyfuse.app.demo.Style.Tone;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One run of the demo against a running Keyfuse and running stand-ins: a normal day, two thefts, a
 * summary. After a crash it goes on where it was and sends no event under a new id. {@link #run} is
 * called once; {@link #stop} by any thread.
 */
public final class DemoRun {
  private static final int ROOT_BYTES = 32;
  private static final int BEAT_THREADS = 3;
  private static final int INTERRUPTED = 130;
  private static final Duration LAST_COUNT = Duration.ofSeconds(15);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final DemoIntake intake;
  private final TopicSource topics;
  private final DemoFolder folder;
  private final DemoTerminal terminal;
  private final DemoOptions options;
  private final Screen screen;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
  private final StandInUrls standIns;

  /** Makes a run; nothing is sent before {@link #run}. */
  public DemoRun(
      DemoIntake intake,
      DemoTopics topics,
      StandInUrls standIns,
      DemoFolder folder,
      DemoTerminal terminal,
      DemoOptions options) {
    this(
        intake,
        (earlier, live) -> TopicTail.start(topics, earlier, live),
        standIns,
        folder,
        terminal,
        options);
  }

  DemoRun(
      DemoIntake intake,
      TopicSource topics,
      StandInUrls standIns,
      DemoFolder folder,
      DemoTerminal terminal,
      DemoOptions options) {
    this.intake = intake;
    this.topics = topics;
    this.standIns = standIns;
    this.folder = folder;
    this.terminal = terminal;
    this.options = options;
    this.screen = new Screen(terminal.out(), new Style(terminal.coloured()), terminal.clock());
  }

  /**
   * Plays to the end.
   *
   * @return 0 when both stolen keys were killed once, no other key was, and the thieves were
   *     refused; 130 when stopped; else 1, with the reason on the terminal
   */
  public int run() {
    runner.set(Thread.currentThread());
    try {
      return play();
    } catch (InterruptedException | InterruptedIOException e) {
      screen.gap();
      screen.text(Tone.WARN, "Stopped. Run it again and it goes on from here.");
      return INTERRUPTED;
    } catch (IOException e) {
      screen.text(Tone.ALARM, "The demo cannot go on: " + e.getMessage());
      return 1;
    } finally {
      runner.set(null);
    }
  }

  /** Ends a run early; does nothing when none is on. */
  public void stop() {
    Thread thread = runner.get();
    if (thread != null) {
      thread.interrupt();
    }
  }

  private int play() throws IOException, InterruptedException {
    DemoParts parts = parts();
    restore(parts);
    opening(parts);
    Listeners known = new Listeners(List.of(parts.told().cases(), parts.told().tally()));
    Listeners live = new Listeners(List.of(known, new Narrator(screen)));
    seed(parts);
    try (TopicSource.Following following = topics.follow(known, live);
        Beat beat = new Beat(BEAT_THREADS)) {
      DayAct day = new DayAct(parts, options.dayTime());
      acts(parts, day, beat);
      Set<String> troubles = new LinkedHashSet<>(beat.troubles());
      DayCheck check = day.counted(LAST_COUNT);
      troubles.addAll(following.troubles());
      RunResult result = result(parts, check, troubles);
      new SummaryTable(screen).write(result);
      folder.complete();
      return result.exitCode();
    }
  }

  private DemoParts parts() {
    ScenarioFile file = new ScenarioFile(folder.path());
    Scenario scenario = file.load().orElseGet(this::begin);
    StandIns clouds = new StandIns(http, standIns, scenario.keyring());
    UsagePoster poster = new UsagePoster(http, intake.ingest(), intake.token());
    Told told = new Told(new CaseBook(terminal.clock()), new SpendTally());
    Chronicle chronicle = new Chronicle(file, scenario);
    return new DemoParts(Story.of(scenario), chronicle, clouds, poster, told, screen, terminal);
  }

  private Scenario begin() {
    SecureRandom random = new SecureRandom();
    byte[] root = new byte[ROOT_BYTES];
    random.nextBytes(root);
    return Scenario.begin(
        options.seed().orElseGet(random::nextLong), terminal.clock().instant(), root);
  }

  private static void restore(DemoParts parts) {
    Scenario scenario = parts.chronicle().scenario();
    for (AttackPlan plan : parts.story().attacks()) {
      scenario.restore(plan.victim(), parts.caseOf(plan));
    }
  }

  private void opening(DemoParts parts) {
    Scenario scenario = parts.chronicle().scenario();
    screen.heading("Keyfuse demo");
    screen.fact("company", Fleet.BENIGN + " benign keys and 2 that will be stolen, 5 tenants");
    screen.fact("providers", "stand-ins of OpenAI, Anthropic and LiteLLM in their own process");
    screen.fact("usage", "Keyfuse's own feeds read their usage APIs every second");
    screen.fact("folder", folder.path() + ", seed " + Long.toHexString(scenario.seed()));
    if (folder.resumed()) {
      screen.fact("resumed", "an unfinished run is taken up in act " + scenario.phase());
    }
  }

  private void seed(DemoParts parts) throws IOException, InterruptedException {
    for (DemoKey key : parts.story().fleet().keys()) {
      parts.standIns().seed(key);
      intake.inventory().accept(Inventory.of(key, parts.chronicle().scenario().base()));
    }
  }

  private void acts(DemoParts parts, DayAct day, Beat beat)
      throws IOException, InterruptedException {
    if (parts.chronicle().scenario().phase() == Phase.DAY) {
      day.play();
      parts.chronicle().update(scenario -> scenario.at(Phase.A4));
    }
    new Company(parts).work(beat);
    int number = 2;
    for (AttackPlan plan : parts.story().attacks()) {
      if (parts.chronicle().scenario().phase() == plan.phase()) {
        new TheftAct(parts, plan, options).play(number, beat);
        parts.chronicle().update(scenario -> scenario.at(plan.phase().next()));
      }
      number++;
    }
  }

  private RunResult result(DemoParts parts, DayCheck day, Set<String> troubles)
      throws IOException, InterruptedException {
    List<LedgerRow> rows = parts.standIns().ledger();
    List<Effect> effects = parts.standIns().effects();
    List<TheftResult> thefts = new ArrayList<>();
    for (AttackPlan plan : parts.story().attacks()) {
      DemoKey key = parts.story().victim(plan.victim());
      long kills = effects.stream().filter(effect -> effect.isOf(key)).count();
      thefts.add(new TheftResult(plan, parts.caseOf(plan), Loot.of(key, rows), kills));
    }
    return new RunResult(
        thefts,
        RunResult.others(parts.story().fleet(), effects),
        day,
        parts.poster().totals(),
        intake.duplicates().getAsLong(),
        troubles);
  }
}
