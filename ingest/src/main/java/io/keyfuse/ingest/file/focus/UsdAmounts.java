package io.keyfuse.ingest.file.focus;

import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.money.NanoUsd;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads amounts of a billing currency as nano-USD, rounded half up once per row. Amounts in another
 * currency than USD need a configured rate. Immutable and thread-safe.
 */
public final class UsdAmounts {
  private static final int DECIMALS = 9;
  private static final int MOST_FAST_DIGITS = 18;

  private final Map<String, BigDecimal> usdPerUnit;

  /**
   * Makes a reader.
   *
   * @param usdPerUnit US dollars for one unit of a currency, by ISO 4217 code
   */
  public UsdAmounts(Map<String, BigDecimal> usdPerUnit) {
    this.usdPerUnit = Map.copyOf(usdPerUnit);
  }

  /**
   * Reads one amount.
   *
   * @param field column, for the message
   * @param currency ISO 4217 code; none is taken for USD
   * @throws PartFault when it is no number or of a currency without a rate
   */
  public long nanos(String field, String amount, @Nullable String currency) {
    try {
      if (currency == null || currency.equalsIgnoreCase("USD")) {
        return usd(amount);
      }
      BigDecimal rate = usdPerUnit.get(currency);
      if (rate == null) {
        throw new PartFault(
            RejectReason.UNKNOWN_WORD,
            "currency",
            "the currency is not USD; export in USD or set ingest.files.usd_per_unit for it");
      }
      return NanoUsd.ofUsd(new BigDecimal(amount).multiply(rate));
    } catch (NumberFormatException e) {
      throw new PartFault(RejectReason.INVALID_NUMBER, field, field + " must be a decimal number");
    } catch (ArithmeticException e) {
      throw new PartFault(RejectReason.ABSURD_COST, field, field + " is out of range");
    }
  }

  /** Reads plain decimals without making an object; leaves all else to BigDecimal. */
  private static long usd(String text) {
    int at = !text.isEmpty() && text.charAt(0) == '-' ? 1 : 0;
    boolean negative = at == 1;
    long value = 0;
    int digits = 0;
    int decimals = -1;
    int next = -1;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '.' && decimals < 0) {
        decimals = 0;
      } else if (c < '0' || c > '9' || digits >= MOST_FAST_DIGITS) {
        return NanoUsd.ofUsd(text);
      } else if (decimals == DECIMALS) {
        next = next < 0 ? c - '0' : next;
      } else {
        value = value * 10 + c - '0';
        digits++;
        decimals += decimals < 0 ? 0 : 1;
      }
    }
    if (digits == 0 || digits - Math.max(decimals, 0) > DECIMALS) {
      return NanoUsd.ofUsd(text);
    }
    for (int i = Math.max(decimals, 0); i < DECIMALS; i++) {
      value *= 10;
    }
    value += next >= 5 ? 1 : 0;
    return negative ? -value : value;
  }
}
