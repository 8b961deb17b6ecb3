package io.keyfuse.app.ingest;

import io.keyfuse.app.ingest.DeliveryResult.Outcome;
import io.keyfuse.ingest.decode.PartTally;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.ingest.file.FileProgress;
import io.keyfuse.ingest.stream.FileEventLog;
import io.keyfuse.ingest.validate.UsageValidator;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ingests deliveries one after another, each exactly once: what an earlier run has stored of one is
 * read over, and one that is stored to its end is not read at all. Used by one thread.
 */
public final class IngestJob {
  private final @Nullable IngestTarget target;
  private final boolean again;
  private final DeliveryRun.Parts parts;
  private final BiConsumer<Delivery, FileFault> failed;

  /**
   * Makes a job.
   *
   * @param target where to store; null for a dry run
   * @param again stores deliveries that are stored already, too; their event ids keep the stream
   *     from counting them twice
   */
  public IngestJob(@Nullable IngestTarget target, boolean again, Settings settings) {
    this.target = target;
    this.again = again;
    this.parts =
        new DeliveryRun.Parts(
            settings.validator(), settings.clock(), settings.stopped(), settings.read());
    this.failed = settings.failed();
  }

  /**
   * How a job works.
   *
   * @param validator what can be believed
   * @param clock time of checks and progress
   * @param stopped asked between batches whether to stop
   * @param read told how many rows of the delivery were read
   * @param failed told of deliveries that cannot be read on; the others go on
   */
  public record Settings(
      UsageValidator validator,
      InstantSource clock,
      BooleanSupplier stopped,
      LongConsumer read,
      BiConsumer<Delivery, FileFault> failed) {}

  /** Ingests all, or up to the wish to stop. */
  public List<DeliveryResult> run(List<Delivery> deliveries) throws IOException {
    List<DeliveryResult> results = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      if (parts.stopped().getAsBoolean()) {
        break;
      }
      try {
        results.add(target == null ? dry(delivery) : store(target, delivery));
      } catch (FileFault fault) {
        failed.accept(delivery, fault);
        results.add(new DeliveryResult(delivery, Outcome.FAILED, 0, new PartTally()));
      }
    }
    return results;
  }

  private DeliveryResult dry(Delivery delivery) throws IOException {
    return new DeliveryRun(parts, null, FileProgress.NONE).run(delivery);
  }

  private DeliveryResult store(IngestTarget to, Delivery delivery) throws IOException {
    try (FileEventLog log = to.log(delivery.id())) {
      FileProgress before = again ? FileProgress.NONE : to.progress().read(delivery.id());
      return before.done()
          ? new DeliveryResult(delivery, Outcome.ALREADY_INGESTED, before.parts(), new PartTally())
          : new DeliveryRun(parts, log, before).run(delivery);
    }
  }
}
