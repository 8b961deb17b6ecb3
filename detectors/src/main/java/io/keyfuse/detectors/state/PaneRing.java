package io.keyfuse.detectors.state;

import io.keyfuse.schemas.money.NanoUsd;
import java.util.Arrays;

/**
 * Panes of one width in order of event time, only those with usage, none older than the span back
 * from the newest. A late event finds its own pane while that is in the ring. Each pane has two
 * sides and a mark for the window it closes into. Mutable, owned by one state; not thread-safe.
 */
public final class PaneRing {
  /** Stands for no slot. */
  public static final int ABSENT = -1;

  private static final int STRIDE = 2 * Measure.COUNT;

  private final PaneWidth width;
  private int size;
  private long[] indexes;
  private long[] numbers;
  private int[] marks;

  PaneRing(PaneWidth width, int expectedSize) {
    this.width = width;
    int capacity = Math.min(width.span(), expectedSize + 2);
    indexes = new long[capacity];
    numbers = new long[capacity * STRIDE];
    marks = new int[capacity];
  }

  /** Returns the width of its panes. */
  public PaneWidth width() {
    return width;
  }

  /** Returns how many panes it holds; slots run from 0, oldest first. */
  public int size() {
    return size;
  }

  /** Returns the number of the pane in the slot: its start divided by the width. */
  public long index(int slot) {
    return indexes[slot];
  }

  /** Returns the slot of the pane, or {@link #ABSENT}. */
  public int find(long index) {
    int slot = lowerBound(index);
    return slot < size && indexes[slot] == index ? slot : ABSENT;
  }

  /** Adds to the pane of the time; false when that pane has left the ring. */
  public boolean add(long timeMs, Amounts amounts) {
    int slot = open(width.indexOf(timeMs));
    if (slot == ABSENT) {
      return false;
    }
    int at = slot * STRIDE + amounts.side().place() * Measure.COUNT;
    plus(at, amounts.costNanos());
    plus(at + 1, amounts.requests());
    plus(at + 2, amounts.errors());
    plus(at + 3, amounts.inputTokens());
    plus(at + 4, amounts.outputTokens());
    marks[slot] = PaneMark.touched(marks[slot], amounts.unpriced());
    return true;
  }

  /** Returns one number of the pane in the slot. */
  public long number(int slot, Side side, Measure measure) {
    return numbers[slot * STRIDE + side.place() * Measure.COUNT + measure.place()];
  }

  /** Returns the mark of the pane in the slot, to be read by {@link PaneMark}. */
  public int mark(int slot) {
    return marks[slot];
  }

  /** Replaces the mark of the pane in the slot. */
  public void mark(int slot, int mark) {
    marks[slot] = mark;
  }

  /** Returns the spend of the pane in the slot: the larger of both sides. */
  public long spend(int slot) {
    return Math.max(
        number(slot, Side.TELEMETRY, Measure.COST), number(slot, Side.PROVIDER, Measure.COST));
  }

  /** Returns the sum of a measure on one side over the panes {@code from} to {@code to}. */
  public long sum(Side side, Measure measure, long from, long to) {
    long sum = 0;
    for (int slot = lowerBound(from); slot < size && indexes[slot] <= to; slot++) {
      sum = NanoUsd.saturatedAdd(sum, number(slot, side, measure));
    }
    return sum;
  }

  void copyNumbers(int slot, long[] values) {
    System.arraycopy(numbers, slot * STRIDE, values, 0, STRIDE);
  }

  void restore(long index, long[] values, int mark) {
    int slot = open(index);
    System.arraycopy(values, 0, numbers, slot * STRIDE, STRIDE);
    marks[slot] = mark;
  }

  private int open(long index) {
    if (size > 0 && index <= indexes[size - 1] - width.span()) {
      return ABSENT;
    }
    int slot = lowerBound(index);
    if (slot < size && indexes[slot] == index) {
      return slot;
    }
    int expired = slot < size ? 0 : lowerBound(index - width.span() + 1);
    drop(expired);
    return insert(slot - expired, index);
  }

  private int insert(int slot, long index) {
    if (size == indexes.length) {
      int capacity = Math.min(width.span(), 2 * size);
      indexes = Arrays.copyOf(indexes, capacity);
      numbers = Arrays.copyOf(numbers, capacity * STRIDE);
      marks = Arrays.copyOf(marks, capacity);
    }
    move(slot, slot + 1);
    size++;
    indexes[slot] = index;
    Arrays.fill(numbers, slot * STRIDE, (slot + 1) * STRIDE, 0L);
    marks[slot] = 0;
    return slot;
  }

  private void drop(int count) {
    if (count > 0) {
      move(count, 0);
      size -= count;
    }
  }

  private void move(int from, int to) {
    int length = size - from;
    System.arraycopy(indexes, from, indexes, to, length);
    System.arraycopy(numbers, from * STRIDE, numbers, to * STRIDE, length * STRIDE);
    System.arraycopy(marks, from, marks, to, length);
  }

  private int lowerBound(long index) {
    int slot = size;
    while (slot > 0 && indexes[slot - 1] >= index) {
      slot--;
    }
    return slot;
  }

  private void plus(int at, long amount) {
    numbers[at] = NanoUsd.saturatedAdd(numbers[at], amount);
  }
}
