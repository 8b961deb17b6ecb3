package io.keyfuse.ingest.feed.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rows of Anthropic's reports become. */
class AnthropicRowsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant SEEN = Instant.parse("2026-11-02T12:00:00Z");
  private static final String MINUTE =
      "'starting_at':'2026-11-02T11:00:00Z','ending_at':'2026-11-02T11:01:00Z'";
  private static final String TOKENS =
      "'uncached_input_tokens':1200,'cache_read_input_tokens':300,'cache_creation':"
          + "{'ephemeral_5m_input_tokens':40,'ephemeral_1h_input_tokens':5},'output_tokens':340";

  @Test
  void shouldCountCachedTokensIntoTheInput() {
    UsageEvent event =
        only(
            AnthropicRows.usage(
                page(
                    "{"
                        + MINUTE
                        + ",'group':{'api_key_id':'apikey_1','workspace_id':'wrkspc_1',"
                        + "'model':'claude-opus-5-5','service_tier':'standard',"
                        + "'inference_geo':'us'},'usage':{"
                        + TOKENS
                        + ",'requests':3}}"),
                SEEN));

    assertThat(event.getTokens()).isEqualTo(UsageEvents.tokens(1545, 300, 45, 5, 340, 0));
    assertThat(event.getRequestCount()).isEqualTo(3);
    assertThat(CredentialId.of(event.getCredential())).isEqualTo("anthropic:wrkspc_1:apikey_1");
    assertThat(event.getBucket())
        .isEqualTo(new Bucket(Instant.parse("2026-11-02T11:00:00Z"), 60_000L));
    assertThat(event.getSource()).isEqualTo(UsageSource.PROVIDER_USAGE);
    assertThat(event.getRegion()).isEqualTo("us");
    assertThat(event.getServiceTier()).isEqualTo("standard");
    assertThat(event.getCost()).isNull();
  }

  @Test
  void shouldKeepUsageOfNoKeyApartFromEveryKey() {
    UsageEvent event =
        only(
            AnthropicRows.usage(
                page("{" + MINUTE + ",'group':{'api_key_id':null,'workspace_id':null},'usage':{}}"),
                SEEN));

    assertThat(CredentialId.of(event.getCredential())).isEqualTo("anthropic:default:unattributed");
    assertThat(event.getProject()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "12.345, 123450000",
    "50000, 500000000000",
    "0.0000001, 1",
    "0.00000004, 0",
    "-1.5, -15000000",
  })
  void shouldReadMoneyAsCentsWithFractions(String cents, long nanos) {
    UsageEvent event =
        only(AnthropicRows.cost(cost("'amount':'" + cents + "','currency':'USD'"), SEEN));

    assertThat(event.getCost()).isEqualTo(new Cost(nanos, CostBasis.REPORTED));
    assertThat(event.getSource()).isEqualTo(UsageSource.BILLING_EXPORT);
    assertThat(event.getTokens()).isEqualTo(UsageEvents.tokens(0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'amount':'1','currency':'EUR' | UNKNOWN_WORD | currency",
        "'currency':'USD' | MISSING_FIELD | amount",
        "'amount':'1e40','currency':'USD' | ABSURD_COST | amount",
        "'amount':'1e-999999999','currency':'USD' | ABSURD_COST | amount",
        "'amount':'much','currency':'USD' | INVALID_NUMBER | amount",
      })
  void shouldRefuseMoneyThatItCannotRead(String cost, RejectReason reason, String field) {
    assertThat(AnthropicRows.cost(cost(cost), SEEN))
        .singleElement()
        .satisfies(refused(reason, field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ending_at':'2026-11-02T11:01:00Z' | MISSING_FIELD | starting_at",
        "'starting_at':'now','ending_at':'2026-11-02T11:01:00Z' | INVALID_TIME | starting_at",
        "'starting_at':'2026-11-02T11:01:00Z','ending_at':'2026-11-02T11:01:00Z' | INVALID_BUCKET"
            + " | ending_at",
      })
  void shouldRefuseAnIntervalThatIsNone(String interval, RejectReason reason, String field) {
    assertThat(AnthropicRows.usage(page("{" + interval + ",'group':{},'usage':{}}"), SEEN))
        .singleElement()
        .satisfies(refused(reason, field));
  }

  @Test
  void shouldRefuseTokensWhoseSumDoesNotFitAndGoOn() {
    String large = "'uncached_input_tokens':9223372036854775807,'cache_read_input_tokens':1";
    List<Decoded> parts =
        AnthropicRows.usage(
            page(
                "{"
                    + MINUTE
                    + ",'group':{},'usage':{"
                    + large
                    + "}},"
                    + "{"
                    + MINUTE
                    + ",'group':{},'usage':{"
                    + TOKENS
                    + "}}"),
            SEEN);

    assertThat(parts).hasSize(2);
    assertThat(parts.get(0)).satisfies(refused(RejectReason.ABSURD_COUNT, "usage"));
    assertThat(parts.get(1)).isInstanceOf(Decoded.Usage.class);
  }

  @Test
  void shouldReadTheOlderReportsGroupsWithinIntervals() {
    JsonNode usage =
        page(
            "{"
                + MINUTE
                + ",'results':[{'api_key_id':'apikey_1',"
                + TOKENS
                + "},{'api_key_id':"
                + "'apikey_2',"
                + TOKENS
                + "}]},{"
                + MINUTE
                + ",'results':[]}");
    JsonNode cost =
        page("{" + MINUTE + ",'results':[{'workspace_id':'w','amount':'7.5','currency':'USD'}]}");

    assertThat(AnthropicRows.legacyUsage(usage, SEEN))
        .extracting(part -> ((Decoded.Usage) part).event().getCredential().getKeyId())
        .containsExactly("apikey_1", "apikey_2");
    assertThat(only(AnthropicRows.legacyCost(cost, SEEN)).getCost().getAmountNanos())
        .isEqualTo(75_000_000L);
  }

  @Test
  void shouldGiveEveryVersionOfABucketOneIdAndEveryBucketItsOwn() {
    String row = "{" + MINUTE + ",'group':{'api_key_id':'k','model':'%s'},'usage':{'requests':%d}}";
    UsageEvent first = only(AnthropicRows.usage(page(String.format(row, "a", 1)), SEEN));
    UsageEvent grown =
        only(AnthropicRows.usage(page(String.format(row, "a", 2)), SEEN.plusSeconds(60)));
    UsageEvent other = only(AnthropicRows.usage(page(String.format(row, "b", 1)), SEEN));

    assertThat(grown.getEventId()).isEqualTo(first.getEventId());
    assertThat(grown.getObservedAt()).isAfter(first.getObservedAt());
    assertThat(other.getEventId()).isNotEqualTo(first.getEventId());
  }

  private static java.util.function.Consumer<Decoded> refused(RejectReason reason, String field) {
    return part -> {
      assertThat(part).isInstanceOf(Decoded.Refused.class);
      assertThat(((Decoded.Refused) part).why().reason()).isEqualTo(reason);
      assertThat(((Decoded.Refused) part).why().field()).isEqualTo(field);
    };
  }

  private static UsageEvent only(List<Decoded> parts) {
    assertThat(parts).hasSize(1);
    return ((Decoded.Usage) parts.get(0)).event();
  }

  private static JsonNode cost(String cost) {
    return page("{" + MINUTE + ",'group':{'api_key_id':'k'},'cost':{" + cost + "}}");
  }

  private static JsonNode page(String rows) {
    try {
      return JSON.readTree(("{'data':[" + rows + "]}").replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
