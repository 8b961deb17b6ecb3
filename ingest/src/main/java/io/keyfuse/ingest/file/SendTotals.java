package io.keyfuse.ingest.file;

/**
 * What the intake answered so far: {@code sent = accepted + duplicates + rejected} once all batches
 * are answered. Immutable.
 *
 * @param sent records in answered batches
 * @param accepted records stored
 * @param duplicates repeats within a batch; those across batches are dropped later, on the stream
 * @param rejected records refused
 * @param batches batches answered
 * @param retries tries beyond the first of each batch
 */
public record SendTotals(
    long sent, long accepted, long duplicates, long rejected, long batches, long retries) {

  /** Nothing yet. */
  public static final SendTotals NONE = new SendTotals(0, 0, 0, 0, 0, 0);

  /** Returns the sums of both. */
  public SendTotals plus(SendTotals other) {
    return new SendTotals(
        sent + other.sent,
        accepted + other.accepted,
        duplicates + other.duplicates,
        rejected + other.rejected,
        batches + other.batches,
        retries + other.retries);
  }
}
