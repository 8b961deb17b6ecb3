package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python from Debian, with no code of ours, follows alerts and commands. */
class ExternalConsumerIT {
  private static final String PYTHON = "/usr/bin/python3";
  private static final Path SCRIPT = Path.of("..", "deploy", "examples", "consume.py");

  @TempDir Path folder;

  @Test
  void shouldLetPythonDecodeAnAlertAndACommand() throws Exception {
    assumeTrue(
        hasClients(), "no Debian python3-confluent-kafka and python3-avro; .ci/run installs them");
    try (Stack stack = Stack.start(folder)) {
      String credential = "openai:proj_ext:key_ext";
      stack.intake().inventory().accept(Usage.inventory(credential));
      for (int i = 0; i < 40; i++) {
        String body = Usage.provider(credential, "flood-" + i, Instant.now(), "30");
        assertThat(stack.post("application/json", body).statusCode()).isIn(200, 202);
      }

      JsonNode alert = decode(stack, "keyfuse.alerts.v1");
      JsonNode command = decode(stack, "keyfuse.commands.v1");

      assertThat(alert.at("/key").asText()).isEqualTo(credential);
      assertThat(alert.at("/value/state").asText()).isEqualTo("OPEN");
      assertThat(command.at("/value/action").asText()).isEqualTo("SUSPEND");
      assertThat(command.at("/value/parameters/project_id").asText()).isEqualTo("proj_ext");
      assertThat(command.at("/headers/keyfuse-signature").asText()).hasSizeGreaterThan(80);
    }
  }

  private static JsonNode decode(Stack stack, String topic)
      throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder(
                List.of(
                    PYTHON,
                    SCRIPT.toString(),
                    stack.demo().bootstrapServers(),
                    stack.demo().registryUrl().toString(),
                    topic,
                    "1",
                    "60"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as("consume.py %s said: %s", topic, line).isZero();
    return new ObjectMapper().readTree(line);
  }

  private static boolean hasClients() {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import confluent_kafka, avro.io")
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
