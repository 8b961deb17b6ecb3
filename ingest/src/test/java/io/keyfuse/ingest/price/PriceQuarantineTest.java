package io.keyfuse.ingest.price;

import static io.keyfuse.ingest.UsageEvents.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.Credential;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceQuarantineTest {
  private static final String BUILT_IN = row("m", "2.5", "1.25", "10", "");

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}/{1}/{2}")
  @CsvSource({
    "2.5,       1.25,     10,       ''",
    "7.5,       1.25,     10,       ''",
    "7.500001,  1.25,     10,       input",
    "0.833334,  0.833334, 10,       ''",
    "0.833333,  0.833333, 10,       input",
    "2.5,       1.25,     30,       ''",
    "2.5,       1.25,     31,       output",
    "2.5,       1.25,     3.3,      output",
    "2.5,       3.75,     10,       ''",
    "2.5,       4,        10,       cached_read",
    "2.5,       0.25,     10,       cached_read",
    "0,         1.25,     10,       input",
    "2.5,       0,        10,       cached_read",
    // per-token prices typed as per-million ones: a millionth
    "0.000003,  0.000001, 0.00001,  input",
    // cents typed as dollars
    "250,       125,      1000,     input",
  })
  void shouldHoldBackAPriceBeyondTheFactor(String input, String cached, String out, String kind) {
    PriceQuarantine.Verdict verdict =
        judge("{}", List.of(row("m", input, cached, out, "")), List.of(BUILT_IN));

    assertThat(verdict.believed()).hasSize(kind.isEmpty() ? 1 : 0);
    assertThat(verdict.quarantined().stream().map(QuarantinedPrice::kind).limit(1))
        .isEqualTo(kind.isEmpty() ? List.of() : List.of(kind));
  }

  @Test
  void shouldKeepTheBuiltInPriceWhenAPerMillionPriceIsTypedPerToken() throws IOException {
    // Per-million 2.5 written a millionth as large, and a neighbour that is right.
    Path file =
        file(row("gpt-4o", "0.000003", "0.000001", "0.00001", ""), row("x", "4", "4", "4", ""));
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    PriceBook book = PriceBook.load(config("{'file':'" + file + "'}"), metrics);

    assertThat(nanos(book, "gpt-4o")).isEqualTo(2_500_000);
    assertThat(nanos(book, "x")).isEqualTo(4_000_000);
    assertThat(metrics.get("keyfuse.ingest.prices.quarantined").gauge().value()).isEqualTo(1);
  }

  @Test
  void shouldBelieveAFarPriceThatTheOwnerAccepts() throws IOException {
    Path file = file(row("gpt-4o", "0.000003", "0.000001", "0.00001", ""));
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    PriceBook book =
        PriceBook.load(config("{'file':'" + file + "','accepted_changes':['GPT-4o']}"), metrics);

    assertThat(nanos(book, "gpt-4o")).isEqualTo(3);
    assertThat(metrics.get("keyfuse.ingest.prices.quarantined").gauge().value()).isZero();
  }

  @Test
  void shouldTellTheModelBothPricesAndTheFix() {
    QuarantinedPrice held =
        judge("{}", List.of(row("m", "2.5", "1.25", "100", "")), List.of(BUILT_IN))
            .quarantined()
            .get(0);

    assertThat(held.message())
        .contains("output price of openai m is 100 USD", "the built-in one is 10;")
        .contains("ingest.prices.accepted_changes: [\"m\"]");
  }

  @Test
  void shouldHoldBackAllOwnRowsOfAModelWithOneBadPrice() {
    PriceQuarantine.Verdict verdict =
        judge(
            "{}",
            List.of(
                row("m", "2.5", "1.25", "10", ",'effective_to':'2026-01-01T00:00:00Z'"),
                row("m", "99", "1.25", "10", ",'effective_from':'2026-01-01T00:00:00Z'"),
                row("n", "99", "1.25", "10", "")),
            List.of(BUILT_IN));

    assertThat(verdict.believed()).extracting(ModelPrice::model).containsExactly("n");
  }

  @Test
  void shouldJudgeTiersAndLongContextThatBothList() {
    String tiers = ",'tiers':{'batch':{'input':'%s','output':'5'}}";
    String longer = ",'long_context':{'above_input_tokens':9,'input':'%s','output':'20'}";
    String builtIn =
        row("m", "2.5", "1.25", "10", String.format(tiers, "1.25") + String.format(longer, "5"));

    assertThat(kinds(row("m", "2.5", "1.25", "10", String.format(tiers, "9")), builtIn))
        .contains("batch input");
    assertThat(kinds(row("m", "2.5", "1.25", "10", String.format(longer, "50")), builtIn))
        .contains("long-context input");
    assertThat(kinds(row("m", "2.5", "1.25", "10", ""), builtIn)).isEmpty();
  }

  @Test
  void shouldJudgeAnOwnSpellingOfAKnownModel() {
    assertThat(kinds(row("m-2030-01-01", "99", "1.25", "10", ""), BUILT_IN)).contains("input");
  }

  @Test
  void shouldTakeTheFactorFromTheConfiguration() {
    List<String> far = List.of(row("m", "9", "4.5", "36", ""));

    assertThat(judge("{'max_change_factor':4}", far, List.of(BUILT_IN)).believed()).hasSize(1);
    assertThat(judge("{'max_change_factor':3.5}", far, List.of(BUILT_IN)).believed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.99", "0", "-3", "10001"})
  void shouldRefuseAFactorThatIsNone(String factor) {
    assertThatThrownBy(() -> config("{'max_change_factor':" + factor + "}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.prices.max_change_factor");
  }

  @Test
  void shouldRefuseToAcceptAModelThatTheFileDoesNotPrice() {
    assertThatThrownBy(
            () -> judge("{'accepted_changes':['gpt-4p']}", List.of(BUILT_IN), List.of(BUILT_IN)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.prices.accepted_changes")
        .hasMessageContaining("gpt-4p");
  }

  private static List<String> kinds(String own, String builtIn) {
    return judge("{}", List.of(own), List.of(builtIn)).quarantined().stream()
        .map(QuarantinedPrice::kind)
        .toList();
  }

  private static PriceQuarantine.Verdict judge(
      String config, List<String> own, List<String> builtIn) {
    return new PriceQuarantine(config(config)).judge(rows(own), rows(builtIn));
  }

  private static PriceConfig config(String json) {
    return ConfigJson.read(PriceConfig.class, json);
  }

  private static List<ModelPrice> rows(List<String> rows) {
    return PriceFile.read(
        "test", new ByteArrayInputStream(json(rows).getBytes(StandardCharsets.UTF_8)));
  }

  private Path file(String... rows) throws IOException {
    return Files.writeString(folder.resolve("prices.json"), json(List.of(rows)));
  }

  private static String json(List<String> rows) {
    return ("{'format':1,'prices':[" + String.join(",", rows) + "]}").replace('\'', '"');
  }

  private static String row(String model, String input, String cached, String output, String more) {
    return String.format(
        "{'provider':'openai','model':'%s','standard':"
            + "{'input':'%s','cached_read':'%s','output':'%s'}%s}",
        model, input, cached, output, more);
  }

  private static long nanos(PriceBook book, String model) {
    return book.price(
            UsageEvents.call("e")
                .setCredential(new Credential("openai", "a", "k"))
                .setModel(model)
                .setTokens(tokens(1000, 0))
                .build())
        .getAmountNanos();
  }
}
