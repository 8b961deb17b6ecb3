package io.keyfuse.console.http;

import io.javalin.http.Context;
import io.keyfuse.console.ConsoleConfig;
import io.keyfuse.console.model.ReadModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events: the top line whenever something changed, at most once a second, else a
 * comment as heartbeat. A stream holds its request's thread and writes at its client's pace, so a
 * slow client slows nobody else and nothing is queued. The number of streams is bounded.
 * Thread-safe.
 */
final class StreamRoute implements AutoCloseable {
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long PACE_MILLIS = 1_000;
  private static final byte[] HEARTBEAT = ": quiet\n\n".getBytes(StandardCharsets.UTF_8);

  private final ReadModel model;
  private final JsonCodec json;
  private final Semaphore places;
  private final long heartbeatNanos;
  private final CountDownLatch closed = new CountDownLatch(1);

  StreamRoute(ReadModel model, JsonCodec json, ConsoleConfig config, MeterRegistry registry) {
    this.model = model;
    this.json = json;
    this.places = new Semaphore(config.maxStreams());
    this.heartbeatNanos = config.heartbeat().toNanos();
    registry.gauge(
        "keyfuse.console.streams", places, free -> config.maxStreams() - free.availablePermits());
  }

  void handle(Context ctx) throws InterruptedException {
    if (closed.getCount() == 0 || !places.tryAcquire()) {
      throw new ApiException(ErrorCode.TOO_MANY_STREAMS);
    }
    try {
      ctx.res().setContentType("text/event-stream; charset=utf-8");
      ctx.res().setHeader("X-Accel-Buffering", "no");
      write(ctx.res().getOutputStream());
    } catch (IOException e) {
      // The client went away: that is how every stream ends.
      ctx.status(200);
    } finally {
      places.release();
    }
  }

  /** Ends all streams within a second or two. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void write(OutputStream out) throws IOException, InterruptedException {
    long seen = -1;
    while (closed.getCount() > 0) {
      long now = change(seen);
      out.write(now == seen ? HEARTBEAT : event());
      out.flush();
      seen = now;
      if (closed.await(PACE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /** Waits in slices, so that closing need not wait for a heartbeat. */
  private long change(long seen) throws InterruptedException {
    long now = seen;
    for (long left = heartbeatNanos; left > 0 && closed.getCount() > 0; left -= SLICE_NANOS) {
      now = model.awaitChange(seen, Math.min(left, SLICE_NANOS));
      if (now != seen) {
        return now;
      }
    }
    return now;
  }

  private byte[] event() {
    String text = "event: overview\ndata: " + json.write(model.overview()) + "\n\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
