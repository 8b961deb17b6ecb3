package io.keyfuse.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.keyfuse.app.registry.EmbeddedRegistry;
import io.keyfuse.console.ConsoleConfig;
import io.keyfuse.console.http.ConsoleRoutes;
import io.keyfuse.console.model.ReadModel;
import io.keyfuse.ingest.http.AccessToken;
import io.keyfuse.ingest.http.HttpIntakeConfig;
import io.keyfuse.ingest.http.IntakeDoor;
import io.keyfuse.ingest.http.UsageRoutes;
import io.keyfuse.ingest.otlp.OtlpConfig;
import io.keyfuse.ingest.otlp.OtlpRoutes;
import io.keyfuse.ingest.push.CloudEventsConfig;
import io.keyfuse.ingest.push.LiteLlmConfig;
import io.keyfuse.ingest.push.PushRoutes;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code openapi.yaml} has every route of the product, and no other. */
class DocumentedRoutesTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @Test
  void shouldDocumentExactlyTheRoutes() throws IOException {
    assertThat(documentedForms(routes())).isEqualTo(documented());
  }

  /** Whoever adds a class with routes has to register it here, and so to document it. */
  @Test
  void shouldKnowEveryClassThatAddsRoutes() {
    JavaClasses product =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages(
                "io.keyfuse.ingest",
                "io.keyfuse.detectors",
                "io.keyfuse.alerting",
                "io.keyfuse.console",
                "io.keyfuse.app");

    assertThat(product.stream().filter(DocumentedRoutesTest::addsPublicRoutes))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrder(
            "UsageRoutes",
            "OtlpRoutes",
            "PushRoutes",
            "ConsoleRoutes",
            "AssetRoutes",
            "ManagementRoutes");
  }

  private static boolean addsPublicRoutes(JavaClass candidate) {
    return !candidate.getPackageName().equals(EmbeddedRegistry.class.getPackageName())
        && candidate.getMethodCallsFromSelf().stream()
            .anyMatch(call -> call.getTargetOwner().isEquivalentTo(RoutesConfig.class));
  }

  private static Set<String> documented() throws IOException {
    Set<String> documented = new TreeSet<>();
    JsonNode document =
        new YAMLMapper().readTree(Path.of("..", "schemas", "openapi.yaml").toFile());
    for (var path : document.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          documented.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return documented;
  }

  private static List<String> routes() {
    Javalin javalin = Javalin.create(DocumentedRoutesTest::register);
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(route -> route.endpoint.method + " " + route.endpoint.path)
        .toList();
  }

  private static void register(JavalinConfig config) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    intake(config, meters);
    ConsoleConfig console = ConsoleConfig.defaults();
    new ConsoleRoutes(
            new ReadModel(console, InstantSource.system()), console, "a-console-token", meters)
        .register(config);
    new ManagementRoutes(
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health(meters), null)
        .accept(config);
  }

  private static void intake(JavalinConfig config, SimpleMeterRegistry meters) {
    IntakeDoor door =
        new IntakeDoor(
            HttpIntakeConfig.defaults(),
            List.of(new AccessToken("app", "a-token-of-an-app")),
            events -> CompletableFuture.completedFuture(null),
            meters);
    UsageValidator validator = new UsageValidator(UsageLimits.defaults());
    InstantSource clock = InstantSource.system();
    PushRoutes.Settings push =
        new PushRoutes.Settings(LiteLlmConfig.defaults(), CloudEventsConfig.defaults(), List.of());
    new UsageRoutes(door, validator, clock).register(config);
    new OtlpRoutes(door, OtlpConfig.defaults(), validator, clock).register(config);
    new PushRoutes(door, push, validator, clock).register(config);
  }

  /** The document joins the page's parts, names the rest of a path, and says 405 by extension. */
  private static Set<String> documentedForms(List<String> routes) {
    Set<String> forms = new TreeSet<>();
    for (String route : routes) {
      String form = route.replaceAll(" /console/.*", " /console/{part}").replace("/*", "/{other}");
      if (!form.matches("(POST|PUT|PATCH|DELETE) /api/v1/\\{other}")) {
        forms.add(form);
      }
    }
    return forms;
  }
}
