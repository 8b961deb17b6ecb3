package io.keyfuse.app.backtest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several files as one stream in order of arrival; each is taken to be in that order. Rows that
 * arrive at the same instant come file by file. Used by one thread.
 */
final class Recording implements AutoCloseable {
  private record Head(int place, UsageFile file, UsageRow row) {
    Instant arrivedAt() {
      return row.arrivedAt();
    }
  }

  private final List<UsageFile> files;
  private final Predicate<Instant> wanted;
  private final BiConsumer<UsageFile, UsageRow> refused;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparing(Head::arrivedAt).thenComparingInt(Head::place));

  private long refusedRows;

  /**
   * Begins to read.
   *
   * @param wanted says of an arrival whether its row is wanted
   * @param refused told of each line that is no event
   */
  Recording(
      List<UsageFile> files, Predicate<Instant> wanted, BiConsumer<UsageFile, UsageRow> refused)
      throws IOException {
    this.files = new ArrayList<>(files);
    this.wanted = wanted;
    this.refused = refused;
    for (int i = 0; i < files.size(); i++) {
      advance(i);
    }
  }

  /** Returns when the next event arrives, or null at the end. */
  @Nullable Instant nextAt() {
    Head head = heads.peek();
    return head == null ? null : head.arrivedAt();
  }

  /** Returns the next event's row, or null at the end. */
  @Nullable UsageRow next() throws IOException {
    Head head = heads.poll();
    if (head == null) {
      return null;
    }
    advance(head.place());
    return head.row();
  }

  /** Returns how many lines were no event so far. */
  long refused() {
    return refusedRows;
  }

  private void advance(int place) throws IOException {
    UsageFile file = files.get(place);
    UsageRow row = file.next();
    while (row != null && !(row.event() != null && wanted.test(row.arrivedAt()))) {
      if (row.event() == null) {
        refusedRows++;
        refused.accept(file, row);
      }
      row = file.next();
    }
    if (row != null) {
      heads.add(new Head(place, file, row));
    }
  }

  @Override
  public void close() throws IOException {
    for (UsageFile file : files) {
      file.close();
    }
  }
}
