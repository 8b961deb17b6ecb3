package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.demo.DemoKey.Role;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.provider.StandInConfig;
import io.keyfuse.testkit.provider.StandInServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story against real stand-ins and a small Keyfuse, in a hurry. */
class DemoRunTest {
  private static final DemoOptions HURRY =
      new DemoOptions(
          Optional.of(Stories.SEED),
          Duration.ZERO,
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          20);

  @TempDir private Path folder = Path.of("");
  private final Captured captured = new Captured();
  private final List<ContextEvent> inventory = new ArrayList<>();
  private @Nullable StandInServer clouds;

  @BeforeEach
  void startClouds() {
    clouds = StandInServer.start(StandInConfig.on(folder.resolve("clouds")));
  }

  @AfterEach
  void stopClouds() {
    clouds().close();
  }

  @Test
  void shouldEndWithBothKeysDeadAndNoneElse() throws IOException {
    try (FakeKeyfuse keyfuse = keyfuse(new Admin(clouds())::suspend)) {
      int exit = run(keyfuse, HURRY).run();

      assertThat(captured.text()).contains("PASS").doesNotContain("FAIL", "\u001b", "sk-");
      assertThat(exit).isZero();
    }
    assertThat(captured.text())
        .contains("calls, sent $")
        .containsPattern("the day +.*: equal")
        .contains("36 times faster")
        .contains("refused: HTTP 401 authentication_error")
        .contains("refused: HTTP 403 insufficient_permissions")
        .contains("0 of 50 benign keys killed")
        .contains("$75,600.00");
    assertThat(captured.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(96));
    assertThat(inventory).hasSize(52);
    assertThat(DemoFolder.prepare(folder.resolve("demo")).resumed()).isFalse();
  }

  @Test
  void shouldGoOnAfterACrashBetweenTheCommandAndTheProviderCall() throws IOException {
    AtomicReference<@Nullable DemoRun> running = new AtomicReference<>();
    AtomicReference<@Nullable Credential> pending = new AtomicReference<>();
    AtomicBoolean crashed = new AtomicBoolean();
    Admin admin = new Admin(clouds());
    Consumer<Credential> killer =
        key -> {
          DemoRun run = running.get();
          if (run != null && crashed.compareAndSet(false, true)) {
            pending.set(key);
            run.stop();
            throw new IllegalStateException("crash");
          }
          admin.suspend(key);
        };
    try (FakeKeyfuse keyfuse = keyfuse(killer)) {
      DemoRun first = run(keyfuse, HURRY);
      running.set(first);
      assertThat(first.run()).isEqualTo(130);
      assertThat(captured.text()).contains("Stopped.").doesNotContain("Summary");
      assertThat(new StandInEffects(clouds()).count()).isZero();

      Credential key = pending.get();
      assertThat(key).isNotNull();
      DemoRun second = run(keyfuse, HURRY);
      if (key != null) {
        keyfuse.carryOut(key);
      }
      assertThat(second.run()).as(captured.text()).isZero();
    }
    assertThat(captured.text()).contains("an unfinished run is taken up in act A4");
    assertThat(new StandInEffects(clouds()).count()).isEqualTo(2);
  }

  @Test
  void shouldSendADayThatWasCutShortAgainUnderTheSameIds() throws IOException {
    try (FakeKeyfuse keyfuse = keyfuse(new Admin(clouds())::suspend)) {
      DemoFolder demo = DemoFolder.prepare(folder.resolve("demo"));
      Scenario scenario = Stories.scenario();
      Story story = Story.of(scenario);
      new ScenarioFile(demo.path()).save(scenario.atHour(1));
      post(keyfuse, story.day().hour(0).events());
      post(keyfuse, story.day().hour(1).events().subList(0, 100));

      assertThat(run(keyfuse, HURRY).run()).as(captured.text()).isZero();
      assertThat(keyfuse.duplicates()).isGreaterThanOrEqualTo(100);
      assertThat(captured.text()).contains("in act DAY").containsPattern("the day +.*: equal");
    }
  }

  @Test
  void shouldFailWhenNobodyStopsTheThief() throws IOException {
    DemoOptions impatient =
        new DemoOptions(
            HURRY.seed(), Duration.ZERO, Duration.ofMillis(700), Duration.ofMillis(700), 20);
    try (FakeKeyfuse keyfuse = keyfuse(key -> {})) {
      assertThat(run(keyfuse, impatient).run()).isEqualTo(1);
    }
    assertThat(captured.text())
        .contains("FAIL")
        .contains("A4: nobody stopped the thief")
        .contains("A1: the key was acted on 0 times");
  }

  @Test
  void shouldFailWhenABenignKeyIsKilledToo() throws IOException {
    Admin admin = new Admin(clouds());
    AtomicBoolean once = new AtomicBoolean();
    Consumer<Credential> clumsy =
        key -> {
          admin.suspend(key);
          if (once.compareAndSet(false, true)) {
            DemoKey benign =
                Stories.story().fleet().keys().stream()
                    .filter(one -> one.role() == Role.BENIGN)
                    .filter(one -> one.credential().getProvider().equals("anthropic"))
                    .findFirst()
                    .orElseThrow();
            admin.suspend(benign.credential());
          }
        };
    try (FakeKeyfuse keyfuse = keyfuse(clumsy)) {
      assertThat(run(keyfuse, HURRY).run()).isEqualTo(1);
    }
    assertThat(captured.text()).contains("1 of 50 benign keys killed").contains("acted on beside");
  }

  private FakeKeyfuse keyfuse(Consumer<Credential> killer) throws IOException {
    return new FakeKeyfuse(
        killer, new StandIns(HttpClient.newHttpClient(), urls(), new Keyring(new byte[32])));
  }

  private StandInUrls urls() {
    return new StandInUrls(clouds().openAi(), clouds().anthropic(), clouds().liteLlm());
  }

  private DemoRun run(FakeKeyfuse keyfuse, DemoOptions options) {
    DemoIntake intake =
        new DemoIntake(keyfuse.url(), FakeKeyfuse.TOKEN, inventory::add, keyfuse::duplicates);
    DemoTerminal terminal =
        new DemoTerminal(captured.out(), false, InstantSource.system(), Pacer.real());
    DemoFolder demo = DemoFolder.prepare(folder.resolve("demo"));
    return new DemoRun(intake, keyfuse, urls(), demo, terminal, options);
  }

  private static void post(FakeKeyfuse keyfuse, List<UsageEvent> events) {
    try {
      new UsagePoster(HttpClient.newHttpClient(), keyfuse.url(), FakeKeyfuse.TOKEN).post(events);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private StandInServer clouds() {
    StandInServer running = clouds;
    if (running == null) {
      throw new IllegalStateException("the stand-ins are not started");
    }
    return running;
  }
}
