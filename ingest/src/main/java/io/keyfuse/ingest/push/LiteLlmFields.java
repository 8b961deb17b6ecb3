package io.keyfuse.ingest.push;

import io.keyfuse.ingest.decode.TokenTotals;
import io.keyfuse.ingest.file.RowTimes;
import io.keyfuse.ingest.http.RecordFault;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.TokenCounts;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The picked members of one StandardLoggingPayload. Immutable. */
record LiteLlmFields(Map<String, String> picked) {
  private static final String USAGE = "/metadata/usage_object";
  private static final String[] CACHE_READ = {
    USAGE + "/prompt_tokens_details/cached_tokens", USAGE + "/cache_read_input_tokens"
  };
  private static final String[] CACHE_WRITE = {
    USAGE + "/prompt_tokens_details/cache_creation_tokens", USAGE + "/cache_creation_input_tokens"
  };
  private static final String REASONING = USAGE + "/completion_tokens_details/reasoning_tokens";
  private static final RowTimes SECONDS = new RowTimes("epoch_seconds", ZoneId.of("UTC"));
  private static final RowTimes TEXT = new RowTimes(null, ZoneId.of("UTC"));

  /** Every pointer that is read; messages and response are not among them. */
  static final Set<String> POINTERS =
      Set.of(
          "/id",
          "/call_type",
          "/status",
          "/cache_hit",
          "/model",
          "/startTime",
          "/response_cost",
          "/prompt_tokens",
          "/completion_tokens",
          "/end_user",
          "/requester_ip_address",
          "/metadata",
          "/metadata/requester_ip_address",
          "/metadata/user_api_key_hash",
          "/metadata/user_api_key_alias",
          "/metadata/user_api_key_team_id",
          "/metadata/user_api_key_org_id",
          "/metadata/user_api_key_user_id",
          "/modelParameters",
          "/usage",
          "/error_information/error_code",
          "/error_information/error_class",
          CACHE_READ[0],
          CACHE_READ[1],
          CACHE_WRITE[0],
          CACHE_WRITE[1],
          REASONING);

  /** Returns the first of the members that is there and not empty. */
  @Nullable String text(String... pointers) {
    for (String pointer : pointers) {
      String text = picked.get(pointer);
      if (text != null && !text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  String required(String pointer) {
    String text = text(pointer);
    if (text == null) {
      String field = pointer.substring(1);
      throw new RecordFault(RejectReason.MISSING_FIELD, field, field + " is required");
    }
    return text;
  }

  /** Returns true for the format that {@code generic_api_use_v1} brings back: texts all over. */
  boolean isOldFormat() {
    return picked.containsKey("/metadata")
        || picked.containsKey("/usage")
        || picked.containsKey("/modelParameters");
  }

  /** Reads epoch seconds with a fraction, or a text with a space and no zone, which is UTC. */
  Instant startTime() {
    String text = required("/startTime");
    try {
      return Character.isDigit(text.charAt(text.length() - 1)) && text.indexOf(':') < 0
          ? SECONDS.parse(text)
          : TEXT.parse(text.replace(' ', 'T'));
    } catch (DateTimeException | ArithmeticException e) {
      throw new RecordFault(
          RejectReason.INVALID_TIME,
          "startTime",
          "startTime must be epoch seconds or YYYY-MM-DD HH:MM:SS.ffffff");
    }
  }

  TokenCounts tokens() {
    return TokenTotals.of(
        count("/prompt_tokens"),
        count(CACHE_READ),
        count(CACHE_WRITE),
        count("/completion_tokens"),
        count(REASONING));
  }

  private long count(String... pointers) {
    String text = text(pointers);
    try {
      return text == null ? 0 : new BigDecimal(text).longValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      String field = pointers[0].substring(1);
      throw new RecordFault(RejectReason.INVALID_NUMBER, field, field + " must be a whole number");
    }
  }

  /** Returns the gateway's cost; 0 means that it knows no price, so Keyfuse prices it itself. */
  @Nullable Cost cost() {
    String text = text("/response_cost");
    try {
      BigDecimal usd = text == null ? BigDecimal.ZERO : new BigDecimal(text);
      return usd.signum() == 0 ? null : new Cost(NanoUsd.ofUsd(usd), CostBasis.REPORTED);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new RecordFault(
          RejectReason.INVALID_NUMBER, "response_cost", "response_cost must be US dollars");
    }
  }
}
