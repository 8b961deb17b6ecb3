package io.keyfuse.ingest.file.focus;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Adds up the rows of one delivery of a bill to one bucketed event per charge.
 *
 * <p>Why sums and not a row each: bills have no row ids, and clouds deliver the month so far again
 * every day. A bucket that replaces its earlier value counts such a delivery once, with what was
 * restated in it; rows by content address would count again whatever changed. But two rows of one
 * SKU and hour are different charges under one identity, so they are added up before they leave. A
 * correction of an earlier period has an identity of its own, with the billing period that brought
 * it, so that it adds to what it corrects and does not replace it.
 *
 * <p>Memory is bounded by {@value #MOST} charges a delivery. Used by one thread.
 */
public final class Charges {
  /** Charges of one delivery; about 300 bytes each. */
  public static final int MOST = 1_000_000;

  private final String feed;
  private final Map<ChargeKey, Sum> sums = new LinkedHashMap<>();

  /** Starts a delivery of a feed. */
  public Charges(String feed) {
    this.feed = feed;
  }

  /** What was added up so far. */
  private static final class Sum {
    private final String where;
    private long nanos;
    private long rows;
    private Instant observedAt;

    Sum(String where, Instant observedAt) {
      this.where = where;
      this.observedAt = observedAt;
    }
  }

  /**
   * Adds one row.
   *
   * @throws UncheckedIOException of a {@link FileFault} when there are too many charges
   */
  public void add(ChargeKey key, long nanos, String file, long row, Instant observedAt) {
    Sum sum = sums.get(key);
    if (sum == null) {
      if (sums.size() == MOST) {
        throw new UncheckedIOException(
            new FileFault(
                FileFault.Kind.TOO_MANY_CHARGES,
                "more than " + MOST + " charges in one delivery; export it by day or account"));
      }
      sum = new Sum(file + "row " + row, observedAt);
      sums.put(key, sum);
    }
    sum.nanos = NanoUsd.saturatedAdd(sum.nanos, nanos);
    sum.rows++;
    sum.observedAt = observedAt.isAfter(sum.observedAt) ? observedAt : sum.observedAt;
  }

  /** Gives every charge, in the order of its first row, and forgets them. */
  public void give(PartSink out) {
    sums.forEach(
        (key, sum) -> {
          out.part(new Decoded.Usage(sum.where, event(key, sum)));
          out.merged(sum.rows - 1);
        });
    sums.clear();
  }

  private UsageEvent event(ChargeKey key, Sum sum) {
    Instant start = Instant.ofEpochMilli(key.startMs());
    return new UsageEvent(
        id(key, sum),
        start,
        sum.observedAt,
        UsageSource.BILLING_EXPORT,
        feed,
        new Bucket(start, key.endMs() - key.startMs()),
        key.credential(),
        null,
        null,
        null,
        null,
        null,
        null,
        key.region(),
        key.model(),
        key.operation(),
        null,
        0L,
        new TokenCounts(0L, 0L, 0L, 0L, 0L, 0L),
        new Cost(sum.nanos, CostBasis.REPORTED),
        UsageStatus.UNKNOWN,
        null);
  }

  private String id(ChargeKey key, Sum sum) {
    return NameUuid.of(
        feed,
        key.provider(),
        key.account(),
        key.keyId(),
        Objects.requireNonNullElse(key.model(), ""),
        key.operation(),
        Objects.requireNonNullElse(key.region(), ""),
        Long.toString(key.startMs()),
        Long.toString(key.endMs()),
        Long.toString(sum.nanos));
  }
}
