package io.keyfuse.app.ingest;

import io.keyfuse.app.ingest.DeliveryResult.Outcome;
import io.keyfuse.ingest.decode.CheckedSink;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.decode.PartTally;
import io.keyfuse.ingest.file.FileProgress;
import io.keyfuse.ingest.stream.FileEventLog;
import io.keyfuse.ingest.validate.UsageValidator;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Decodes one delivery and stores what an earlier run has not. Used by one thread, once. */
final class DeliveryRun implements PartSink {
  private static final int BATCH = 5_000;

  private final Parts parts;
  private final @Nullable FileEventLog log;
  private final FileProgress before;
  private final PartTally tally = new PartTally();
  private long number;

  /**
   * What every run shares.
   *
   * @param validator what can be believed
   * @param clock time of checks and progress
   * @param stopped asked between batches
   * @param read told how many parts were read
   */
  record Parts(
      UsageValidator validator, InstantSource clock, BooleanSupplier stopped, LongConsumer read) {}

  /** Makes a run; without a log nothing is stored. */
  DeliveryRun(Parts parts, @Nullable FileEventLog log, FileProgress before) {
    this.parts = parts;
    this.log = log;
    this.before = before;
  }

  DeliveryResult run(Delivery delivery) throws IOException {
    try {
      delivery
          .decoder()
          .decode(delivery.inputs(), new CheckedSink(parts.validator(), parts.clock(), this));
    } catch (Stopped e) {
      return result(delivery, Outcome.STOPPED);
    }
    if (log == null) {
      return result(delivery, Outcome.DRY_RUN);
    }
    log.commit(new FileProgress(number, true), parts.clock().instant());
    return result(delivery, Outcome.DONE);
  }

  private DeliveryResult result(Delivery delivery, Outcome outcome) {
    return new DeliveryResult(delivery, outcome, before.parts(), tally);
  }

  @Override
  public void part(Decoded part) {
    tally.part(part);
    number++;
    if (log == null) {
      parts.read().accept(tally.read());
      return;
    }
    if (number <= before.parts()) {
      return;
    }
    log.add(part);
    if (number % BATCH == 0) {
      log.commit(new FileProgress(number, false), parts.clock().instant());
      parts.read().accept(tally.read());
      if (parts.stopped().getAsBoolean()) {
        throw new Stopped();
      }
    }
  }

  @Override
  public void merged(long rows) {
    tally.merged(rows);
  }

  /** Carries the wish to stop through the decoder. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super(null, null, false, false);
    }
  }
}
