package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published documents are what the two specifications' own JSON Schemas accept. */
class SpecificationIT {
  private static final long PATIENCE_S = 120;

  @TempDir Path folder;

  @Test
  void shouldBeAsyncApi3() throws Exception {
    Path spec = installed("@asyncapi/specs", "6.11.1").resolve("schemas/3.0.0.json");
    Published asyncApi = Published.asyncApi();

    assertThat(faults(spec, SpecificationVersion.DRAFT_7, asyncApi.document())).isEmpty();
  }

  @Test
  void shouldBeOpenApi31() throws Exception {
    Path spec =
        installed("@seriousme/openapi-schema-validator", "2.11.0")
            .resolve("schemas/v3.1/schema.json");
    Published openApi = Published.openApi();

    assertThat(faults(spec, SpecificationVersion.DRAFT_2020_12, openApi.document())).isEmpty();
  }

  @Test
  void shouldRefuseADocumentThatIsNone() throws Exception {
    Path spec = installed("@asyncapi/specs", "6.11.1").resolve("schemas/3.0.0.json");
    JsonNode broken = Published.asyncApi().document();
    for (JsonNode operation : broken.get("operations")) {
      ((ObjectNode) operation).put("action", "publish");
    }

    assertThat(faults(spec, SpecificationVersion.DRAFT_7, broken)).isNotEmpty();
  }

  private static List<Error> faults(Path spec, SpecificationVersion draft, JsonNode document)
      throws IOException {
    return SchemaRegistry.withDefaultDialect(draft)
        .getSchema(new ObjectMapper().readTree(spec.toFile()))
        .validate(document);
  }

  /** Fetches a package as npm does; skips the test where there is no npm or no registry. */
  private Path installed(String name, String version) throws IOException, InterruptedException {
    Path log = folder.resolve("npm.log");
    Process npm;
    try {
      npm =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--prefix",
                  folder.toString(),
                  "--ignore-scripts",
                  "--no-audit",
                  "--no-fund",
                  name + "@" + version)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      assumeTrue(false, "no npm, so the specifications' schemas cannot be fetched");
      throw e;
    }
    if (!npm.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
      npm.destroyForcibly();
    }
    boolean fetched = !npm.isAlive() && npm.exitValue() == 0;
    assumeTrue(fetched, "npm did not fetch " + name + ": " + Files.readString(log));
    return folder.resolve("node_modules").resolve(name);
  }
}
