package io.keyfuse.ingest.feed.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import java.math.BigDecimal;

/** Money of Anthropic's cost reports: texts of cents with decimals. Stateless. */
final class AnthropicCents {
  private AnthropicCents() {}

  static Cost of(JsonNode cost) {
    String currency = JsonFields.text(cost, "currency");
    if (currency != null && !currency.equalsIgnoreCase("USD")) {
      throw new PartFault(
          RejectReason.UNKNOWN_WORD, "currency", "currency must be USD; others are not converted");
    }
    BigDecimal cents = JsonFields.number(cost, "amount");
    if (cents == null) {
      throw new PartFault(RejectReason.MISSING_FIELD, "amount", "amount is missing");
    }
    try {
      return new Cost(NanoUsd.ofUsd(cents.movePointLeft(2)), CostBasis.REPORTED);
    } catch (ArithmeticException e) {
      throw new PartFault(RejectReason.ABSURD_COST, "amount", "amount is out of range");
    }
  }
}
