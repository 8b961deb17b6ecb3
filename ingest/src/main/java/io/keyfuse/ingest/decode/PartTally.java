package io.keyfuse.ingest.decode;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts parts: {@code read = usage + context + refused + ignored + merged}. Remembers the first
 * few refusals. Used by one thread.
 */
public final class PartTally implements PartSink {
  private static final int MOST_PLACES = 5;

  private final Map<String, Long> refused = new TreeMap<>();
  private final Map<String, Long> ignored = new TreeMap<>();
  private final List<Decoded.Refused> places = new ArrayList<>();
  private long usage;
  private long context;
  private long merged;
  private long requests;
  private long inputTokens;
  private long outputTokens;
  private long costNanos;
  private long withoutCost;

  @Override
  public void part(Decoded part) {
    if (part instanceof Decoded.Usage seen) {
      count(seen.event());
    } else if (part instanceof Decoded.Context) {
      context++;
    } else if (part instanceof Decoded.Refused seen) {
      refused.merge(seen.why().reason().code(), 1L, Long::sum);
      if (places.size() < MOST_PLACES) {
        places.add(seen);
      }
    } else if (part instanceof Decoded.Ignored seen) {
      ignored.merge(seen.reason(), 1L, Long::sum);
    }
  }

  @Override
  public void merged(long rows) {
    merged += rows;
  }

  private void count(UsageEvent event) {
    usage++;
    requests += event.getRequestCount();
    inputTokens += event.getTokens().getInput();
    outputTokens += event.getTokens().getOutput();
    if (event.getCost() == null) {
      withoutCost++;
    } else {
      costNanos = NanoUsd.saturatedAdd(costNanos, event.getCost().getAmountNanos());
    }
  }

  /** Adds another tally's counts; its places are added as far as there is room. */
  public void add(PartTally other) {
    other.refused.forEach((reason, count) -> refused.merge(reason, count, Long::sum));
    other.ignored.forEach((reason, count) -> ignored.merge(reason, count, Long::sum));
    usage += other.usage;
    context += other.context;
    merged += other.merged;
    requests += other.requests;
    inputTokens += other.inputTokens;
    outputTokens += other.outputTokens;
    costNanos = NanoUsd.saturatedAdd(costNanos, other.costNanos);
    withoutCost += other.withoutCost;
  }

  /** Returns rows or records read. */
  public long read() {
    return usage + context + refusedCount() + ignoredCount() + merged;
  }

  /** Returns usage events made. */
  public long usage() {
    return usage;
  }

  /** Returns context events made. */
  public long context() {
    return context;
  }

  /** Returns rows that are added up in an event that another row stands for. */
  public long merged() {
    return merged;
  }

  /** Returns how many parts were refused. */
  public long refusedCount() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns how many parts were ignored. */
  public long ignoredCount() {
    return ignored.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns refused parts by reason. */
  public Map<String, Long> refused() {
    return Map.copyOf(refused);
  }

  /** Returns ignored parts by reason. */
  public Map<String, Long> ignored() {
    return Map.copyOf(ignored);
  }

  /** Returns the first refusals. */
  public List<Decoded.Refused> places() {
    return List.copyOf(places);
  }

  /** Returns calls reported. */
  public long requests() {
    return requests;
  }

  /** Returns input tokens. */
  public long inputTokens() {
    return inputTokens;
  }

  /** Returns output tokens. */
  public long outputTokens() {
    return outputTokens;
  }

  /** Returns the reported cost in nano-USD. */
  public long costNanos() {
    return costNanos;
  }

  /** Returns usage events without a reported cost; the stream prices them. */
  public long withoutCost() {
    return withoutCost;
  }
}
