package io.keyfuse.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetRoutesTest {
  private static final Pattern PART =
      Pattern.compile("(?:src|href)=\"(/[^\"]*)\"|from ?['\"]\\.(/[^'\"]+)['\"]");
  private static ConsoleServer server;

  @BeforeAll
  static void start() {
    server = new ConsoleServer(1, Duration.ofSeconds(1));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void shouldServeThePageAndAllThatItAsksForWithoutAToken() throws Exception {
    // Given the page, and every part that it or its scripts name
    Set<String> seen = new HashSet<>(Set.of("/"));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      String path = open.remove();
      HttpResponse<String> part = server.send(server.request(path, "").GET().build());

      // Then each is served, as what it is
      assertThat(part.statusCode()).as(path).isEqualTo(200);
      assertThat(part.headers().firstValue("Content-Type").orElse(""))
          .as(path)
          .contains(type(path));
      Matcher names = PART.matcher(part.body());
      while (names.find()) {
        String next = names.group(1) != null ? names.group(1) : "/console" + names.group(2);
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    assertThat(seen).hasSizeGreaterThanOrEqualTo(12).allMatch(path -> path.startsWith("/"));
  }

  @Test
  void shouldHoldNoInlineScriptOrStyle() throws Exception {
    String page = server.get("/").body();

    assertThat(page).doesNotContain("style=", "onclick", "javascript:", "<style");
    assertThat(page).doesNotContainPattern("<script(?![^>]*src=)");
    assertThat(page).doesNotContain("http://", "https://");
  }

  @Test
  void shouldAnswerNotModifiedToAKnownTag() throws Exception {
    String tag = server.get("/console/app.js").headers().firstValue("ETag").orElseThrow();
    HttpRequest again =
        server.request("/console/app.js", "").header("If-None-Match", tag).GET().build();

    HttpResponse<String> answer = server.send(again);

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/",
        "/console/index.html",
        "/console/../app.js",
        "/console/%2e%2e/ConsoleConfig.class",
        "/webjars/uplot/1.6.30/package.json"
      })
  void shouldServeNothingThatIsNotOnTheList(String path) throws Exception {
    assertThat(server.get(path).statusCode()).isIn(400, 404);
  }

  private static String type(String path) {
    if (path.endsWith(".js")) {
      return "text/javascript";
    }
    if (path.endsWith(".css")) {
      return "text/css";
    }
    return path.endsWith(".svg") ? "image/svg+xml" : "text/html";
  }
}
