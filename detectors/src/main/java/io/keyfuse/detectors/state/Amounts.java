package io.keyfuse.detectors.state;

import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageStatus;

/**
 * The numbers of one event on one side. They are negative where the event takes back what an
 * earlier one reported.
 *
 * @param side who saw it
 * @param costNanos nano-US-dollars
 * @param requests calls
 * @param errors calls that ended in an error
 * @param inputTokens all input tokens
 * @param outputTokens all output tokens
 * @param unpriced true when the money is a conservative guess or missing
 */
public record Amounts(
    Side side,
    long costNanos,
    long requests,
    long errors,
    long inputTokens,
    long outputTokens,
    boolean unpriced) {

  /** Reads the numbers of a priced event. */
  public static Amounts of(UsageEvent event) {
    Cost cost = event.getCost();
    boolean known =
        cost != null
            && (cost.getBasis() == CostBasis.PRICED || cost.getBasis() == CostBasis.REPORTED);
    long requests = event.getRequestCount();
    return new Amounts(
        Side.of(event.getSource()),
        cost == null ? 0 : cost.getAmountNanos(),
        requests,
        event.getStatus() == UsageStatus.ERROR ? requests : 0,
        event.getTokens().getInput(),
        event.getTokens().getOutput(),
        !known);
  }
}
