package io.keyfuse.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Posts bodies: with some clients at once, each waiting for its answer, or at a pace that waits for
 * none.
 */
final class PostLoad {
  private final URI uri;
  private final String contentType;
  private final String token;

  PostLoad(URI uri, String contentType, String token) {
    this.uri = uri;
    this.contentType = contentType;
    this.token = token;
  }

  /**
   * How it went.
   *
   * @param seconds from the first request to the last answer
   * @param p50Millis half of the answers came within
   * @param p99Millis 99 of 100 answers came within
   */
  record Result(double seconds, double p50Millis, double p99Millis) {}

  /** Posts every body once; any answer but 200 ends the benchmark. */
  Result post(List<byte[]> bodies, int clients) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    long[] nanos = new long[bodies.size()];
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    Callable<Boolean> poster =
        () -> {
          for (int i = next.getAndIncrement(); i < nanos.length; i = next.getAndIncrement()) {
            long from = System.nanoTime();
            post(client, bodies.get(i));
            nanos[i] = System.nanoTime() - from;
          }
          return true;
        };
    try {
      long from = System.nanoTime();
      for (Future<Boolean> done :
          threads.invokeAll(IntStream.range(0, clients).mapToObj(i -> poster).toList())) {
        done.get();
      }
      double seconds = (System.nanoTime() - from) / 1e9;
      Arrays.sort(nanos);
      return new Result(seconds, at(nanos, 0.50), at(nanos, 0.99));
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Posts bodies over and over, one each {@code gapNanos}, however many are unanswered. A time
   * counts from when its request was due, so that what a late answer keeps waiting is not left out.
   */
  Result paced(List<byte[]> bodies, int requests, long gapNanos) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    long[] nanos = new long[requests];
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    long from = System.nanoTime();
    for (int i = 0; i < requests; i++) {
      long due = from + i * gapNanos;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      int place = i;
      answers.add(
          client
              .sendAsync(request(bodies.get(i % bodies.size())), BodyHandlers.ofString())
              .thenAccept(
                  answer -> {
                    require(answer);
                    nanos[place] = System.nanoTime() - due;
                  }));
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
    double seconds = (System.nanoTime() - from) / 1e9;
    Arrays.sort(nanos);
    return new Result(seconds, at(nanos, 0.50), at(nanos, 0.99));
  }

  private void post(HttpClient client, byte[] body) throws Exception {
    require(client.send(request(body), BodyHandlers.ofString()));
  }

  private HttpRequest request(byte[] body) {
    return HttpRequest.newBuilder(uri)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private static void require(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("answer " + answer.statusCode() + ": " + answer.body());
    }
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))] / 1e6;
  }
}
