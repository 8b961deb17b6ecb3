package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keyfuse demo} as a person starts it: the real jar in a process of its own. */
class DemoIT {
  private static final Path JAR = Path.of("target", "keyfuse.jar");
  private static final Pattern KAFKA_UP = Pattern.compile("Kafka at \\S+ after ([0-9.]+) s");
  private static final Duration SCENARIO = Duration.ofMinutes(8);

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void needsTheJar() {
    assumeTrue(Files.exists(JAR), "the jar is built by mvn verify only");
  }

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void shouldKillBothStolenKeysOnceAndRunAgain() throws Exception {
    long from = System.nanoTime();
    Demo first = demo(Map.of());
    Awaitility.await().atMost(Duration.ofMinutes(4)).until(() -> first.text().contains("APPLIED"));
    long firstKill = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from);

    assertThat(first.await(SCENARIO)).as(first.text()).isZero();
    assertThat(firstKill).isLessThan(240);
    Matcher up = KAFKA_UP.matcher(first.text());
    assertThat(up.find()).isTrue();
    assertThat(Double.parseDouble(up.group(1))).isLessThan(60);

    Demo second = demo(Map.of());
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .until(() -> second.text().contains("ready after"));
    second.process().destroy();

    assertThat(second.await(Duration.ofSeconds(40))).isIn(130, 143);
    assertThat(second.text()).doesNotContain("did not stop");
  }

  @Test
  void shouldKillOnceAndCountOnceAcrossAKillBetweenCommandAndCall() throws Exception {
    Demo first = demo(Map.of("KEYFUSE_HOLD_AT", "BEFORE_CALL"));
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .until(() -> first.log().contains("holding at BEFORE_CALL"));
    first.process().destroyForcibly();
    first.await(Duration.ofSeconds(20));

    Demo second = demo(Map.of());

    assertThat(second.await(SCENARIO)).as(second.text()).isZero();
    assertThat(second.text()).contains("resumed");
  }

  private Demo demo(Map<String, String> environment) throws IOException {
    Path out = folder.resolve("out-" + started.size() + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toString(),
                "demo",
                "--seed",
                "7",
                "--data",
                folder.resolve("demo").toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return new Demo(process, out, folder.resolve("demo.log"));
  }

  /** A running demo and what it has said so far. */
  private record Demo(Process process, Path out, Path logFile) {
    String text() throws IOException {
      return Files.readString(out);
    }

    String log() throws IOException {
      return Files.exists(logFile) ? Files.readString(logFile) : "";
    }

    int await(Duration time) throws InterruptedException {
      assertThat(process.waitFor(time.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }
  }
}
