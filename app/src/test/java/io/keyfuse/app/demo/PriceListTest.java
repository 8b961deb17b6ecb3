package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.money.NanoUsd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PriceListTest {
  private static final long MILLION = 1_000_000;

  @Test
  void shouldAgreeWithThePublishedPrices() throws IOException {
    Optional<Path> published = published();
    assumeTrue(published.isPresent(), "no ../shared/data/model_prices.json here");
    JsonNode rows = new ObjectMapper().readTree(published.orElseThrow().toFile());

    for (String model : models()) {
      JsonNode row = row(rows, model);
      assertThat(PriceList.costNanos(model, new Tokens(MILLION, 0, 0)))
          .as(model + " input")
          .isEqualTo(usd(row, "input_usd_per_million"));
      assertThat(PriceList.costNanos(model, new Tokens(0, 0, MILLION)))
          .as(model + " output")
          .isEqualTo(usd(row, "output_usd_per_million"));
      assertThat(PriceList.costNanos(model, new Tokens(MILLION, MILLION, 0)))
          .as(model + " cached")
          .isEqualTo(usd(row, "cache_read_usd_per_million"));
    }
  }

  @Test
  void shouldRefuseAModelWithoutAPrice() {
    assertThatThrownBy(() -> PriceList.costNanos("gpt-99", Tokens.NONE))
        .hasMessageContaining("gpt-99");
  }

  private static Set<String> models() {
    Story story = Stories.story();
    Set<String> models = new TreeSet<>();
    story
        .fleet()
        .keys()
        .forEach(key -> key.habit().models().forEach(one -> models.add(one.model())));
    for (AttackPlan plan : story.attacks()) {
      for (int n = 0; n < 20; n++) {
        models.add(plan.call(n).model());
      }
    }
    return models;
  }

  private static JsonNode row(JsonNode rows, String model) {
    for (JsonNode row : rows) {
      boolean direct = List.of("openai", "anthropic").contains(row.path("provider").asText());
      if (direct && row.path("model").asText().equals(model)) {
        return row;
      }
    }
    throw new AssertionError("no published price of " + model);
  }

  private static long usd(JsonNode row, String member) {
    return NanoUsd.ofUsd(row.path(member).asText());
  }

  private static Optional<Path> published() {
    String named = System.getenv("KEYFUSE_SHARED");
    Stream<Path> places =
        Stream.iterate(Path.of("").toAbsolutePath(), place -> place != null, Path::getParent)
            .map(place -> place.resolve("shared"));
    return Stream.concat(Stream.ofNullable(named).map(Path::of), places)
        .map(shared -> shared.resolve("data/model_prices.json"))
        .filter(Files::exists)
        .findFirst();
  }
}
