package io.keyfuse.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose clock ranges and versions are told in. The JDK's server would set the header itself. */
class FeedClockTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");

  private volatile Instant ours = NOW;
  private volatile String date = "";
  private volatile int status = 200;
  private ServerSocket server;
  private FeedHttp http;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "dated-server");
    thread.setDaemon(true);
    thread.start();
    URI base = URI.create("http://127.0.0.1:" + server.getLocalPort());
    FeedEndpoint endpoint = new FeedEndpoint(base, Map.of(), Duration.ofSeconds(10));
    http = new FeedHttp(endpoint, () -> ours, FeedHttp.client());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"590, 590", "-590, -590", "601, 0", "-86400, 0", "1, 0", "-2, 0"})
  void shouldLearnTheProvidersClockWhereItIsBelievable(long ahead, long learnt) {
    date = rfc1123(NOW.plusSeconds(ahead));
    assertThat(http.serverNow()).isEqualTo(NOW);

    http.get("/x", "data");

    assertThat(http.serverNow()).isEqualTo(NOW.plusSeconds(learnt));
  }

  @Test
  void shouldLearnTheClockFromARefusalTooAndGoOnWithItAsTimePasses() {
    date = rfc1123(NOW.plusSeconds(300));
    status = 429;
    assertThatThrownBy(() -> http.get("/x")).isInstanceOf(FeedFault.class);
    ours = NOW.plusSeconds(50);

    assertThat(http.serverNow()).isEqualTo(NOW.plusSeconds(350));
  }

  @Test
  void shouldKeepWhatItLearntWhereTheHeadersWholeSecondsOnlySeemToDiffer() {
    date = rfc1123(NOW.plusSeconds(300));
    http.get("/x", "data");
    ours = NOW.plusMillis(1_900);
    date = rfc1123(NOW.plusSeconds(301));
    http.get("/x", "data");

    assertThat(http.serverNow()).isEqualTo(NOW.plusSeconds(300).plusMillis(1_900));
  }

  @Test
  void shouldDoWithoutAHeaderThatIsNoDate() {
    date = "yesterday";

    http.get("/x", "data");

    assertThat(http.serverNow()).isEqualTo(NOW);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (IOException e) {
        // The test is over, or the client went away: nothing to answer.
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      line = in.readLine();
    }
    String body = "{\"data\":[]}";
    String head =
        "HTTP/1.1 " + status + " X\r\nDate: " + date + "\r\nConnection: close\r\nContent-Length: ";
    socket
        .getOutputStream()
        .write((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
  }

  private static String rfc1123(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }
}
