package io.keyfuse.ingest.file;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.UsageEvent;

/**
 * Sums over a file: {@code rows = events + rejected}. Immutable.
 *
 * @param rows rows read
 * @param events rows that are valid events
 * @param rejected rows that are not
 * @param requests calls reported
 * @param inputTokens input tokens
 * @param outputTokens output tokens
 * @param costNanos nano-US-dollars, reported or by the price book
 */
public record FileTotals(
    long rows,
    long events,
    long rejected,
    long requests,
    long inputTokens,
    long outputTokens,
    long costNanos) {

  /** Nothing yet. */
  public static final FileTotals NONE = new FileTotals(0, 0, 0, 0, 0, 0, 0);

  /** Returns the sums with one more valid event. */
  public FileTotals plus(UsageEvent event, Cost cost) {
    return new FileTotals(
        rows + 1,
        events + 1,
        rejected,
        requests + event.getRequestCount(),
        inputTokens + event.getTokens().getInput(),
        outputTokens + event.getTokens().getOutput(),
        NanoUsd.saturatedAdd(costNanos, cost.getAmountNanos()));
  }

  /** Returns the sums with one more refused row. */
  public FileTotals plusRejected() {
    return new FileTotals(
        rows + 1, events, rejected + 1, requests, inputTokens, outputTokens, costNanos);
  }

  /** Returns the sums of both. */
  public FileTotals plus(FileTotals other) {
    return new FileTotals(
        rows + other.rows,
        events + other.events,
        rejected + other.rejected,
        requests + other.requests,
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        NanoUsd.saturatedAdd(costNanos, other.costNanos));
  }
}
