package io.keyfuse.ingest.price;

import static io.keyfuse.ingest.UsageEvents.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceBookTest {
  private final PriceBook book = PriceBook.load(PriceConfig.defaults());

  // Tokens: input, cached read, cache write, of it 1 h, output, reasoning. Worked out by hand:
  // USD per million tokens = 1000 nano-USD per token.
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // kind, provider, model, tier, region, requests, in, read, write, 1h, out, reasoning, nanos
    "input and output,       openai,gpt-4o-mini,,,1,        1000,0,0,0,100,0,            210000",
    // (1000-400)*150 + 400*75 + 100*600 = 90000+30000+60000
    "cached read,            openai,gpt-4o-mini,,,1,        1000,400,0,0,100,0,          180000",
    // no cached price: reads cost as input: 1000*130
    "cached read unlisted,   openai,text-embedding-3-large,,,1,1000,400,0,0,0,0,         130000",
    // (1000-300-200)*5000 + 300*500 + 200*6250 + 10*25000
    "cache write 5 min,      anthropic,claude-opus-5,,,1,   1000,300,200,0,10,0,        4150000",
    // (1000-300-200)*5000 + 300*500 + 50*6250 + 150*10000 + 10*25000
    "cache write 1 h,        anthropic,claude-opus-5,,,1,   1000,300,200,150,10,0,      4712500",
    // no write price: writes cost as input: 1000*150
    "cache write unlisted,   openai,gpt-4o-mini,,,1,        1000,0,400,100,0,0,          150000",
    // no 1 h price: as cache write: 600*5000 + 400*6250
    "1 h write unlisted,     openai,gpt-5.6,,,1,            1000,0,400,100,0,0,         5500000",
    // reasoning has its own price (equal here): 100*2500
    "reasoning output,       google,gemini-2.5-flash,,,1,   0,0,0,0,100,60,              250000",
    "batch,                  openai,gpt-4o-mini,batch,,1,   1000,0,0,0,100,0,            105000",
    // cheaper tier, no cached price: standard 75 = the batch input price
    "batch cached,           openai,gpt-4o-mini,batch,,1,   1000,400,0,0,0,0,             75000",
    "batch unlisted,         openai,gpt-5.1,batch,,1,       1000,0,0,0,100,0,           2250000",
    "flex,                   openai,gpt-5,flex,,1,          1000,0,0,0,100,0,           1125000",
    "priority,               openai,gpt-4o,priority,,1,     1000,0,0,0,100,0,           5950000",
    // dearer tier, no cached price: 1.25*4.25/2.5 = 2.125 -> 400*2125 + 600*4250
    "priority cached,        openai,gpt-4o,priority,,1,     1000,400,0,0,0,0,           3400000",
    "fast,                   anthropic,claude-opus-4-7,fast,,1,1000,0,0,0,100,0,       45000000",
    "us inference,           anthropic,claude-sonnet-5,,us,1,1000,0,0,0,100,0,          3300000",
    "eu processing,          openai,gpt-5.5,,EU,1,          1000,0,0,0,100,0,           8800000",
    "us and fast,            anthropic,claude-opus-5,fast,us,1,1000,0,0,0,100,0,       16500000",
    "cloud region is none,   openai,gpt-5.5,,eu-west-1,1,   1000,0,0,0,100,0,           8000000",
    "at the threshold,       openai,gpt-5.5,,,1,            272000,0,0,0,100,0,      1363000000",
    // the whole request at the higher rate: 272001*10000 + 100*45000
    "long context,           openai,gpt-5.5,,,1,            272001,0,0,0,100,0,      2724510000",
    // 172001*4000+100000*400+100*18000
    "long context cached,    google,gemini-3.1-pro-preview,,,1,272001,100000,0,0,100,0, 729804000",
    "roll-up is no long one, openai,gpt-5.5,,,2,            272001,0,0,0,100,0,      1363005000",
    // batch 2.5/15 meets long 10/45: the dearer
    "long context in batch,  openai,gpt-5.5,batch,,1,       272001,0,0,0,100,0,      2724510000",
    // 1 h price is not listed for long: 6 * 6/3 = 12: 100001*6000 + 100000*12000
    "long context 1 h write, anthropic,claude-sonnet-4-5,,,1,200001,0,100000,100000,0,0, 1800006000",
    // cross-check: 4/20 replaced 5/30
    "newer price,            openai,gpt-5.6-sol,,,1,        1000,0,0,0,100,0,           6000000",
    // 3 tokens at 22 pico-thousandths: 3*220 + 1*7 = 667 (exact), odd digits below
    "sub-cent digits,        deepseek,deepseek-v4-flash,,,1,4,1,0,0,0,0,                    667",
    "embedding has no output,openai,text-embedding-3-small,,,1,1000,0,0,0,0,0,            20000",
    "bedrock regional row,   aws,us.anthropic.claude-opus-5,,,1,1000,0,0,0,100,0,       8250000",
    // haiku 1/5 on a regional profile without a row of its own: * 1.1
    "bedrock regional +10%, aws,eu.anthropic.claude-haiku-4-5-20251001-v1:0,,,1,1000,0,0,0,100,0,"
        + "1650000",
  })
  void shouldPriceToTheNano(
      String kind,
      String provider,
      String model,
      String tier,
      String region,
      long requests,
      long in,
      long read,
      long write,
      long write1h,
      long out,
      long reasoning,
      long nanos) {
    UsageEvent event =
        UsageEvents.call("e")
            .setCredential(new Credential(provider, "a", "k"))
            .setModel(model)
            .setServiceTier(tier)
            .setRegion(region)
            .setRequestCount(requests)
            .setTokens(tokens(in, read, write, write1h, out, reasoning))
            .build();

    assertThat(book.price(event)).as(kind).isEqualTo(new Cost(nanos, CostBasis.PRICED));
  }

  @ParameterizedTest
  @CsvSource({
    "openai, GPT-4o-2024-08-06,                       2500000",
    "openai, models/gpt-4o,                           2500000",
    "litellm, openai/gpt-4o,                          2500000",
    "openrouter, openrouter/openai/gpt-4o,            2500000",
    "openrouter, anthropic/claude-opus-4.5,           5000000",
    "anthropic, claude-haiku-4-5-20251001,            1000000",
    "google, models/gemini-2.5-flash,                  300000",
    "vertex_ai, claude-opus-5@20260401,               5000000",
    "mistral, mistral-large-latest,                    500000",
    "mistral, mistral-small,                           100000",
    "cohere, command-r-08-2024,                        150000",
    "groq, gpt-oss-120b,                               150000",
    "azure_openai, gpt-4o,                            2500000",
    "aws, anthropic.claude-haiku-4-5-20251001-v1:0,   1000000",
    "bedrock, global.anthropic.claude-opus-5,         5000000",
    "aws, jp.anthropic.claude-opus-5-5,               4400000",
    "aws, us.anthropic.claude-opus-4-8-v1:0,          5500000",
    "aws, arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-5,"
        + " 5500000",
    "aws, arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0, 800000",
  })
  void shouldKnowAModelByItsManyNames(String provider, String model, long nanosPerThousand) {
    UsageEvent event = thousandInput(provider, model);

    assertThat(book.price(event)).isEqualTo(new Cost(nanosPerThousand, CostBasis.PRICED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my-deployment",
        "gpt-99",
        "mistral-large-2411",
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3",
        "",
        "////",
      })
  void shouldPriceAnUnknownModelPessimistically(String model) {
    assertThat(book.price(thousandInput("azure", model)))
        .isEqualTo(new Cost(30_000_000L, CostBasis.UNPRICED));
  }

  @Test
  void shouldPriceAMissingModelPessimistically() {
    UsageEvent event = UsageEvents.call("e").setModel(null).build();

    assertThat(book.price(event))
        .isEqualTo(new Cost(1000 * 30_000L + 100 * 180_000L, CostBasis.UNPRICED));
  }

  @ParameterizedTest
  @CsvSource({"priority,gpt-5.4-nano", "fast,gpt-5.4-nano", "warp,gpt-5.4-nano"})
  void shouldDoubleATierWithoutAPriceAndSaySo(String tier, String model) {
    UsageEvent event =
        UsageEvents.call("e")
            .setModel(model)
            .setServiceTier(tier)
            .setTokens(tokens(1000, 0))
            .build();

    assertThat(book.price(event)).isEqualTo(new Cost(400_000L, CostBasis.UNPRICED));
  }

  @Test
  void shouldTrustAReportedCost() {
    Cost reported = new Cost(7L, CostBasis.REPORTED);

    assertThat(book.price(UsageEvents.call("e").setCost(reported).build())).isEqualTo(reported);
  }

  @Test
  void shouldNotTrustAZeroThatTheOwnersApplicationLogs() {
    UsageEvent event = UsageEvents.call("e").setCost(new Cost(0L, CostBasis.REPORTED)).build();

    assertThat(book.price(event)).isEqualTo(new Cost(210_000L, CostBasis.PRICED));
  }

  @Test
  void shouldTrustAZeroOnTheProvidersBill() {
    Cost zero = new Cost(0L, CostBasis.REPORTED);
    UsageEvent event =
        UsageEvents.call("e").setSource(UsageSource.BILLING_EXPORT).setCost(zero).build();

    assertThat(book.price(event)).isEqualTo(zero);
  }

  @Test
  void shouldStayAtTheEndOfTheRangeInsteadOfWrapping() {
    UsageEvent event =
        UsageEvents.call("e").setTokens(tokens(Long.MAX_VALUE, Long.MAX_VALUE)).build();

    assertThat(book.price(event)).isEqualTo(new Cost(Long.MAX_VALUE, CostBasis.PRICED));
  }

  @Test
  void shouldRoundHalfUpOnceAtTheEnd() {
    // 0.0005 USD per million = 500 pico per token: 1 token is half a nano, 3 tokens 1.5, 4 two.
    PriceBook tiny = bookOf(row("m", "0.0005", "0", "null", "null"));

    assertThat(nanos(tiny, 1)).isEqualTo(1);
    assertThat(nanos(tiny, 3)).isEqualTo(2);
    assertThat(nanos(tiny, 4)).isEqualTo(2);
  }

  @Test
  void shouldPriceByTheTimeOfTheEvent() {
    PriceBook book =
        bookOf(
            row("m", "1", "0", "null", "\"2026-11-01T00:00:00Z\""),
            row("m", "3", "0", "\"2026-11-01T00:00:00Z\"", "\"2026-12-01T00:00:00Z\""));
    UsageEvent.Builder event = UsageEvents.call("e").setModel("m").setTokens(tokens(1, 0));

    assertThat(book.price(event.setOccurredAt(Instant.parse("2026-10-31T23:59:59Z")).build()))
        .isEqualTo(new Cost(1000L, CostBasis.PRICED));
    assertThat(book.price(event.setOccurredAt(Instant.parse("2026-11-01T00:00:00Z")).build()))
        .isEqualTo(new Cost(3000L, CostBasis.PRICED));
    assertThat(book.price(event.setOccurredAt(Instant.parse("2026-12-01T00:00:00Z")).build()))
        .isEqualTo(new Cost(30_000L, CostBasis.UNPRICED));
  }

  @Test
  void shouldPutTheOwnersPricesBeforeTheBuiltIn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("prices.json");
    Files.writeString(file, file(row("gpt-4o", "7", "9", "null", "null")));
    PriceBook own =
        PriceBook.load(
            new PriceConfig(
                file,
                Map.of("chat-prod", "gpt-4o"),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.TEN,
                List.of()));

    assertThat(own.price(thousandInput("openai", "gpt-4o")).getAmountNanos()).isEqualTo(7_000_000);
    assertThat(own.price(thousandInput("azure", "chat-prod")).getAmountNanos())
        .isEqualTo(2_500_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                          | format",
        "[                                                           | not readable",
        "{'format':1,'prices':[{'model':'m'}]}                       | prices are required",
        "{'format':1,'prices':[{'provider':'p','model':'m','standard':{'input':1,'output':'1'}}]}"
            + "| in quotes",
        "{'format':1,'prices':[{'provider':'p','model':'m','standard':"
            + "{'input':'150000','output':'1'}}]}                    | USD per million",
        "{'format':1,'prices':[{'provider':'p','model':'m','standard':"
            + "{'input':'NaN','output':'1'}}]}                       | row 0 m",
        "{'format':1,'prices':[{'provider':'p','model':'m','standard':{'input':'1','output':'1'},"
            + "'tiers':{'warp':{'input':'1','output':'1'}}}]}        | tier warp",
      })
  void shouldRefuseAPriceFileThatCannotBeUsed(String file, String message) {
    assertThatThrownBy(() -> read(file.replace('\'', '"')))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefusePessimismBelowZero() {
    assertThatThrownBy(
            () -> ConfigJson.read(PriceConfig.class, "{'unpriced_input_usd_per_million':-1}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.prices.unpriced_input_usd_per_million");
  }

  @Test
  void shouldRefuseATierFactorThatCheapens() {
    assertThatThrownBy(() -> ConfigJson.read(PriceConfig.class, "{'unlisted_tier_factor':0.5}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.prices.unlisted_tier_factor");
  }

  private static UsageEvent thousandInput(String provider, String model) {
    return UsageEvents.call("e")
        .setCredential(new Credential(provider, "a", "k"))
        .setModel(model)
        .setTokens(tokens(1000, 0))
        .build();
  }

  private static long nanos(PriceBook book, long input) {
    UsageEvent event = UsageEvents.call("e").setModel("m").setTokens(tokens(input, 0)).build();
    return book.price(event).getAmountNanos();
  }

  private static PriceBook bookOf(String... rows) {
    return new PriceBook(read(file(rows)), PriceConfig.defaults(), List.of());
  }

  private static List<ModelPrice> read(String file) {
    return PriceFile.read("test", new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
  }

  private static String file(String... rows) {
    return "{\"format\":1,\"prices\":[" + String.join(",", rows) + "]}";
  }

  private static String row(String model, String input, String output, String from, String to) {
    return String.format(
        "{\"provider\":\"openai\",\"model\":\"%s\",\"effective_from\":%s,\"effective_to\":%s,"
            + "\"standard\":{\"input\":\"%s\",\"output\":\"%s\"}}",
        model, from, to, input, output);
  }
}
