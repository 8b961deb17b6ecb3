package io.keyfuse.ingest.file;

import io.keyfuse.ingest.http.UsageJsonWriter;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Posts events to an intake in NDJSON batches, several at the same time, within bounded memory:
 * {@link #add} waits while the intake is slow. One sender is one run: add, add, ..., finish. Used
 * by one thread; the progress callback comes from others, one at a time.
 */
public final class HttpUsageSender {
  private final SenderConfig config;
  private final BatchPost post;
  private final Consumer<SendTotals> progress;
  private final Semaphore room;
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream(256 * 1024);
  private int records;
  private SendTotals totals = SendTotals.NONE;

  /**
   * Starts a run.
   *
   * @param progress told the sums after each answered batch
   */
  public HttpUsageSender(HttpClient client, SenderConfig config, Consumer<SendTotals> progress) {
    this.config = config;
    this.post = new BatchPost(client, config);
    this.progress = progress;
    this.room = new Semaphore(config.concurrency());
  }

  /**
   * Adds one event; sends a batch when it is full.
   *
   * @throws IOException when an earlier batch was refused or could not be sent
   */
  public void add(UsageEvent event) throws IOException {
    UsageJsonWriter.writeLine(event, batch);
    records++;
    if (records == config.batchRecords()) {
      flush();
    }
  }

  /**
   * Sends the rest and waits for every answer.
   *
   * @throws IOException when a batch was refused or could not be sent
   */
  public SendTotals finish() throws IOException {
    if (records > 0) {
      flush();
    }
    acquire(config.concurrency());
    room.release(config.concurrency());
    rethrow();
    synchronized (this) {
      return totals;
    }
  }

  private void flush() throws IOException {
    byte[] body = batch.toByteArray();
    int count = records;
    batch.reset();
    records = 0;
    acquire(1);
    if (fault.get() != null) {
      room.release();
      rethrow();
    }
    var unused = post.send(body, count).whenComplete(this::answered);
  }

  private void answered(@Nullable SendTotals answer, @Nullable Throwable failure) {
    try {
      if (answer != null) {
        report(answer);
      } else {
        fault.compareAndSet(null, failure);
      }
    } finally {
      room.release();
    }
  }

  private synchronized void report(SendTotals answer) {
    totals = totals.plus(answer);
    progress.accept(totals);
  }

  private void acquire(int permits) throws IOException {
    try {
      room.acquire(permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while sending");
    }
  }

  private void rethrow() throws IOException {
    Throwable first = fault.get();
    if (first != null) {
      Throwable cause = first.getCause() == null ? first : first.getCause();
      throw new IOException(cause.getMessage(), first);
    }
  }
}
