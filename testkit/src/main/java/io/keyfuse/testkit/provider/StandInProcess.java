package io.keyfuse.testkit.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The stand-ins in a process of their own: {@code StandInProcess DATA_DIR [OPENAI_PORT
 * ANTHROPIC_PORT LITELLM_PORT [REPORT_LAG_SECONDS]]}. Prints one JSON line with the addresses and
 * ends when its standard input ends, so that it never outlives its parent.
 */
public final class StandInProcess {
  private StandInProcess() {}

  /** Runs until the standard input ends. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1 && args.length != 4 && args.length != 5) {
      System.err.println("usage: StandInProcess DATA_DIR [OPENAI ANTHROPIC LITELLM ports [LAG_S]]");
      System.exit(2);
    }
    StandInConfig config =
        new StandInConfig(
            Path.of(args[0]),
            port(args, 1),
            port(args, 2),
            port(args, 3),
            InstantSource.system(),
            args.length > 4
                ? Duration.ofSeconds(Long.parseLong(args[4]))
                : StandInConfig.USUAL_LAG);
    try (StandInServer server = StandInServer.start(config)) {
      String line =
          Json.object()
              .put("openai", server.openAi().toString())
              .put("anthropic", server.anthropic().toString())
              .put("litellm", server.liteLlm().toString())
              .toString();
      System.out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      System.out.flush();
      while (System.in.read() >= 0) {
        // Whatever the parent writes is ignored; only the end counts.
      }
    }
  }

  private static int port(String[] args, int index) {
    return args.length > index ? Integer.parseInt(args[index]) : 0;
  }
}
