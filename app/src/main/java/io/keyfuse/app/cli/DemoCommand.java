package io.keyfuse.app.cli;

import io.keyfuse.app.demo.DemoFolder;
import io.keyfuse.app.demo.DemoOptions;
import io.keyfuse.app.demo.DemoRun;
import io.keyfuse.app.demo.DemoStack;
import io.keyfuse.app.demo.DemoTerminal;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays a normal day and two thefts on an embedded Kafka, and shows what Keyfuse does. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "A normal day, two stolen keys, and what happens to them. Needs no set-up.")
final class DemoCommand implements Callable<Integer> {
  private static final long READY_S = 180;

  @Option(
      names = "--data",
      defaultValue = ".keyfuse/demo",
      paramLabel = "DIR",
      description = "Folder of the demo; an unfinished run in it goes on.")
  private Path data;

  @Option(names = "--seed", description = "Seed of the story; drawn unless given.")
  private @Nullable Long seed;

  @Option(names = "--stay", description = "Go on running after the summary, until Ctrl-C.")
  private boolean stay;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable DemoRun run;

  @Override
  public Integer call() throws InterruptedException {
    Path log = data.resolveSibling(data.getFileName() + ".log").toAbsolutePath();
    System.setProperty("keyfuse.log", "file");
    System.setProperty("keyfuse.log.file", log.toString());
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    DemoTerminal terminal =
        DemoTerminal.real(out, Boolean.getBoolean("keyfuse.tty"), System.getenv());
    DemoFolder folder = DemoFolder.prepare(data.toAbsolutePath());
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "keyfuse-demo-stop"));
    out.println("Starting Kafka, registry, stand-ins and Keyfuse (log: " + log + ") ...");
    try (DemoStack stack = DemoStack.start(folder.path())) {
      out.printf("Kafka at %s after %s%n", stack.bootstrapServers(), uptime());
      return play(stack, folder, terminal);
    } finally {
      closed.countDown();
    }
  }

  private int play(DemoStack stack, DemoFolder folder, DemoTerminal terminal)
      throws InterruptedException {
    DemoStack.Running running = stack.platform(overrides());
    awaitReady(running);
    terminal.out().printf("registry at %s%n", stack.registryUrl());
    terminal
        .out()
        .printf(
            "console at %s/ with token %s%nready after %s%n",
            running.platform().api(), stack.consoleToken(), uptime());
    DemoOptions defaults = DemoOptions.defaults();
    DemoRun demo =
        new DemoRun(
            stack.intake(running),
            stack.topics(running),
            running.standIns(),
            folder,
            terminal,
            Optional.ofNullable(seed).map(defaults::withSeed).orElse(defaults));
    run = demo;
    int exit = stopped.getCount() == 0 ? 130 : demo.run();
    if (stay && exit != 130) {
      terminal.out().println("Still running; Ctrl-C ends it.");
      stopped.await();
    }
    return exit;
  }

  /** Secrets never come from here: only settings that a person may want to change. */
  private static Map<String, String> overrides() {
    Map<String, String> overrides = new HashMap<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("KEYFUSE__")) {
                overrides.put(name, value);
              }
            });
    return overrides;
  }

  private static void awaitReady(DemoStack.Running running) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_S);
    while (!running.platform().isReady()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Keyfuse was not ready after "
                + READY_S
                + " s, for want of "
                + running.platform().failing()
                + "; the log says why");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void stop() {
    stopped.countDown();
    DemoRun demo = run;
    if (demo != null) {
      demo.stop();
    }
    try {
      if (!closed.await(30, TimeUnit.SECONDS)) {
        System.err.println("the demo did not stop in 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String uptime() {
    long ms = ManagementFactory.getRuntimeMXBean().getUptime();
    return String.format("%.1f s", Duration.ofMillis(ms).toMillis() / 1000.0);
  }
}
