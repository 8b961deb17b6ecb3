package io.keyfuse.app.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls and tokens of one bucket.
 *
 * @param calls successful calls
 * @param tokens their tokens
 */
record BucketTotals(long calls, Tokens tokens) {
  private static final Comparator<BucketKey> ORDER =
      Comparator.comparing(BucketKey::minute)
          .thenComparing(BucketKey::keyIndex)
          .thenComparing(BucketKey::model);

  BucketTotals plus(BucketTotals other) {
    return new BucketTotals(calls + other.calls, tokens.plus(other.tokens));
  }

  /** Adds up successful calls by key, model and minute, in time order. */
  static Map<BucketKey, BucketTotals> fold(List<Call> calls) {
    Map<BucketKey, BucketTotals> buckets = new TreeMap<>(ORDER);
    for (Call call : calls) {
      if (call.ok()) {
        buckets.merge(
            BucketKey.of(call.key().index(), call.model(), call.at()),
            new BucketTotals(1, call.tokens()),
            BucketTotals::plus);
      }
    }
    return buckets;
  }
}
