package io.keyfuse.ingest.validate;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import org.jspecify.annotations.Nullable;

/** Checks counts and money of an event. Immutable and thread-safe. */
final class NumberCheck {
  private final long maxCount;
  private final long maxNanos;

  NumberCheck(UsageLimits limits) {
    this.maxCount = limits.maxCount();
    this.maxNanos = NanoUsd.ofUsd(limits.maxCostUsd());
  }

  @Nullable Rejection check(UsageEvent event) {
    TokenCounts tokens = event.getTokens();
    if (tokens == null) {
      return new Rejection(RejectReason.MISSING_FIELD, "tokens", "tokens is required");
    }
    Rejection found = counts(tokens);
    if (found == null) {
      found = parts(tokens);
    }
    if (found == null) {
      found = requests(event);
    }
    return found == null ? cost(event) : found;
  }

  private @Nullable Rejection counts(TokenCounts tokens) {
    String[] names = {
      "input", "cached_read", "cache_write", "cache_write_1h", "output", "reasoning"
    };
    long[] counts = {
      tokens.getInput(),
      tokens.getCachedRead(),
      tokens.getCacheWrite(),
      tokens.getCacheWrite1h(),
      tokens.getOutput(),
      tokens.getReasoning()
    };
    for (int i = 0; i < counts.length; i++) {
      Rejection found = count("tokens." + names[i], counts[i]);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Rejection count(String field, long count) {
    if (count < 0) {
      return new Rejection(
          RejectReason.NEGATIVE_COUNT,
          field,
          field + " must not be negative; corrections of a" + " bucket are sent as its new total");
    }
    if (count > maxCount) {
      return new Rejection(
          RejectReason.ABSURD_COUNT, field, field + " exceeds limits.max_count " + maxCount);
    }
    return null;
  }

  private static @Nullable Rejection parts(TokenCounts tokens) {
    if (tokens.getCachedRead() + tokens.getCacheWrite() > tokens.getInput()) {
      return inconsistent(
          "tokens.input", "tokens.input is the total: cached_read and cache_write are part of it");
    }
    if (tokens.getCacheWrite1h() > tokens.getCacheWrite()) {
      return inconsistent("tokens.cache_write_1h", "tokens.cache_write_1h is part of cache_write");
    }
    if (tokens.getReasoning() > tokens.getOutput()) {
      return inconsistent("tokens.reasoning", "tokens.reasoning is part of output");
    }
    return null;
  }

  private static Rejection inconsistent(String field, String rule) {
    return new Rejection(RejectReason.TOKENS_INCONSISTENT, field, rule);
  }

  private @Nullable Rejection requests(UsageEvent event) {
    long requests = event.getRequestCount();
    long fewest = event.getBucket() == null ? 1 : 0;
    if (requests < fewest) {
      return new Rejection(
          RejectReason.INVALID_REQUEST_COUNT,
          "request_count",
          "request_count must be at least " + fewest);
    }
    return count("request_count", requests);
  }

  private @Nullable Rejection cost(UsageEvent event) {
    Cost cost = event.getCost();
    if (cost == null) {
      return null;
    }
    long nanos = cost.getAmountNanos();
    boolean mayBeNegative = event.getSource() == UsageSource.BILLING_EXPORT;
    if (nanos < (mayBeNegative ? -maxNanos : 0) || nanos > maxNanos) {
      return new Rejection(
          RejectReason.ABSURD_COST,
          "cost_usd",
          "cost of one event must lie within 0 (billing exports: the negative) and"
              + " limits.max_cost_usd "
              + NanoUsd.toUsd(maxNanos));
    }
    return null;
  }
}
