package io.keyfuse.ingest.feed.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.file.focus.ChargeKey;
import io.keyfuse.ingest.file.focus.Charges;
import io.keyfuse.ingest.file.focus.UsdAmounts;
import io.keyfuse.schemas.v1.Credential;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Decodes a page of {@code /organization/costs}: dollars a day by project, key and line item, see
 * {@link Charges}. The line item takes the model's place. Pure and thread-safe.
 */
public final class OpenAiCostsDecoder {
  private static final String FEED = "openai-costs";

  private final UsdAmounts amounts;

  /** Makes a decoder; the rates are for organizations that are not billed in US dollars. */
  public OpenAiCostsDecoder(Map<String, BigDecimal> usdPerUnit) {
    this.amounts = new UsdAmounts(usdPerUnit);
  }

  /**
   * Decodes one page.
   *
   * @param page the answer's JSON, or its members named by {@link OpenAiNames}
   * @param observedAt when it was answered; decides which version of a day is newer
   */
  public void decode(JsonNode page, Instant observedAt, PartSink out) {
    Charges charges = new Charges(FEED);
    long number = 0;
    for (JsonNode bucket : page.path("data")) {
      if (bucket.path("results").isEmpty()) {
        out.part(new Decoded.Ignored("bucket " + (number + 1), "empty_bucket"));
      }
      for (JsonNode result : bucket.path("results")) {
        number++;
        try {
          charges.add(key(bucket, result), nanos(result), "", number, observedAt);
        } catch (PartFault fault) {
          out.part(new Decoded.Refused("result " + number, fault.rejection()));
        }
      }
    }
    charges.give(out);
  }

  private long nanos(JsonNode result) {
    JsonNode amount = result.path("amount");
    String currency = Objects.requireNonNullElse(JsonFields.text(amount, "currency"), "usd");
    return amounts.nanos(
        "amount.value", JsonFields.required(amount, "value"), currency.toUpperCase(Locale.ROOT));
  }

  private static ChargeKey key(JsonNode bucket, JsonNode result) {
    Instant start = JsonFields.time(bucket, "start_time");
    Credential credential = OpenAiUsageDecoder.credential(result);
    return new ChargeKey(
        credential.getProvider(),
        credential.getAccount(),
        credential.getKeyId(),
        JsonFields.text(result, "line_item"),
        "usage",
        null,
        start.toEpochMilli(),
        start.toEpochMilli() + OpenAiUsageDecoder.widthMs(bucket, start));
  }
}
