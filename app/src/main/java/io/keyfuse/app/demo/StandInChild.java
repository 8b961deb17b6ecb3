package io.keyfuse.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.testkit.provider.StandInProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The stand-ins as a child process: it ends with its standard input, so also when this process is
 * killed, and takes its journal up again when started on the same folder.
 */
final class StandInChild implements AutoCloseable {
  private static final long STOP_S = 10;

  /** Anthropic's own reports are minutes behind; nobody watches a demo for that long. */
  private static final String REPORT_LAG_S = "1";

  private final Process process;
  private final StandInUrls urls;

  private StandInChild(Process process, StandInUrls urls) {
    this.process = process;
    this.urls = urls;
  }

  /** Starts the child and waits for its addresses. */
  static StandInChild start(Path folder) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-Dkeyfuse.log=file",
            "-Dkeyfuse.log.file=" + folder.resolve("stand-ins.log"),
            "-cp",
            System.getProperty("java.class.path"),
            StandInProcess.class.getName(),
            folder.toString(),
            "0",
            "0",
            "0",
            REPORT_LAG_S);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new StandInChild(process, urls(process));
    } catch (IOException e) {
      throw new IllegalStateException("the stand-ins did not start from " + folder, e);
    }
  }

  /** Returns where the stand-ins listen. */
  StandInUrls urls() {
    return urls;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static StandInUrls urls(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the stand-ins ended before they said their addresses");
    }
    JsonNode said = new ObjectMapper().readTree(line);
    return new StandInUrls(at(said, "openai"), at(said, "anthropic"), at(said, "litellm"));
  }

  private static URI at(JsonNode said, String provider) {
    return URI.create(said.path(provider).asText());
  }
}
