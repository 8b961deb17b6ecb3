package io.keyfuse.detectors.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Arrival;
import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.scenario.Replay;
import io.keyfuse.detectors.scenario.SharedFiles;
import io.keyfuse.schemas.money.NanoUsd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An hour of real traffic (Azure, 2023) on a key that was never seen is not a theft. */
class AzureTraceTest {
  @ParameterizedTest(name = "{0} at {1}/{2} nanos a token")
  @CsvSource({
    "code, 150, 600",
    "conv, 150, 600",
    "code, 2500, 10000",
    "conv, 2500, 10000",
  })
  void shouldFindNoTheftInTheTrace(String service, long inputNanos, long outputNanos)
      throws IOException {
    Path trace = SharedFiles.find("data/traces/AzureLLMInferenceTrace_" + service + ".csv");
    List<Arrival> arrivals;
    try (Stream<String> rows = Files.lines(trace)) {
      arrivals = rows.skip(1).map(row -> arrival(row, inputNanos, outputNanos)).toList();
    }

    Replay replay = Replay.of(arrivals);

    long spent = arrivals.stream().mapToLong(each -> each.event().getCost().getAmountNanos()).sum();
    System.out.printf("%s: %d calls, %s%n", service, arrivals.size(), NanoUsd.display(spent));
    assertThat(arrivals).hasSizeGreaterThan(8_000);
    assertThat(replay.said()).isEmpty();
  }

  private static Arrival arrival(String row, long inputNanos, long outputNanos) {
    List<String> cells = List.of(row.split(",", -1));
    long atMs =
        LocalDateTime.parse(cells.get(0).replace(' ', 'T'))
            .toInstant(ZoneOffset.UTC)
            .toEpochMilli();
    long input = Long.parseLong(cells.get(1));
    long output = Long.parseLong(cells.get(2));
    return new Arrival(
        atMs,
        Call.of("fresh", atMs)
            .tokens(input, output)
            .nanos(input * inputNanos + output * outputNanos)
            .build());
  }
}
