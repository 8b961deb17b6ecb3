package io.keyfuse.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.console.fixture.Records;
import io.keyfuse.schemas.v1.IncidentState;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class StreamRouteTest {
  private final ConsoleServer server = new ConsoleServer(2, Duration.ofSeconds(1));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldSendTheTopLineAtOnceAndAfterEachChange() throws Exception {
    HttpResponse<InputStream> stream = server.stream();
    try (BufferedReader lines = reader(stream)) {
      assertThat(stream.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
      assertThat(nextOpenIncidents(lines)).isZero();

      server.model.apply(Records.alert("a", 0, IncidentState.OPEN).build());

      assertThat(nextOpenIncidents(lines)).isEqualTo(1);
    }
  }

  @Test
  void shouldJoinManyChangesIntoOneEvent() throws Exception {
    try (BufferedReader lines = reader(server.stream())) {
      nextOpenIncidents(lines);

      for (int i = 0; i < 300; i++) {
        server.model.apply(Records.alert("i" + i, 0, IncidentState.OPEN).build());
      }

      // Then at most a few events carry all of them
      List<Integer> counts = new ArrayList<>();
      while (counts.isEmpty() || counts.get(counts.size() - 1) < 300) {
        counts.add(nextOpenIncidents(lines));
      }
      assertThat(counts).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void shouldSendAHeartbeatWhenNothingChanges() throws Exception {
    try (BufferedReader lines = reader(server.stream())) {
      nextOpenIncidents(lines);
      String line = lines.readLine();
      while (line != null && line.isEmpty()) {
        line = lines.readLine();
      }

      assertThat(line).isEqualTo(": quiet");
    }
  }

  @Test
  void shouldRefuseMoreStreamsThanAllowedAndFreePlacesOfThoseThatLeft() throws Exception {
    HttpResponse<InputStream> first = server.stream();
    HttpResponse<InputStream> second = server.stream();

    HttpResponse<String> third = server.get("/api/v1/stream");
    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(new ObjectMapper().readTree(third.body()).at("/error/code").asText())
        .isEqualTo("too_many_streams");
    assertThat(server.meters.get("keyfuse.console.streams").gauge().value()).isEqualTo(2);

    // When one client leaves, its place is free after the next write to it failed
    first.body().close();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(server.meters.get("keyfuse.console.streams").gauge().value())
                    .isEqualTo(1));
    second.body().close();
  }

  @Test
  void shouldEndStreamsWhenTheConsoleCloses() throws Exception {
    try (BufferedReader lines = reader(server.stream())) {
      nextOpenIncidents(lines);

      server.closeStreams();

      assertThat(lines.lines().count()).as("lines until the end of the stream").isNotNegative();
      assertThat(server.get("/api/v1/stream").statusCode()).isEqualTo(503);
    }
  }

  private static int nextOpenIncidents(BufferedReader lines) throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data: ")) {
        return new ObjectMapper().readTree(line.substring(6)).path("incidents_open").asInt();
      }
    }
    throw new IllegalStateException("the stream ended");
  }

  private static BufferedReader reader(HttpResponse<InputStream> stream) {
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }
}
