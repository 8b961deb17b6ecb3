package io.keyfuse.detectors.state;

import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is set side by side of one credential: the last {@value #MOST_MINUTES} minutes that were not
 * read out, telemetry against provider usage, and the last {@value #MOST_DAYS} UTC days, estimate
 * against bill; sixteen models and the rest. Usage of a minute that was read out, or of a day that
 * was given up, is not noted any more. Mutated in place by one step at a time; not thread-safe. All
 * times are event time unless said.
 */
public final class ReconciliationLedger {
  /** How many minutes wait for being read out. */
  public static final int MOST_MINUTES = 30;

  /** How many days are kept. */
  public static final int MOST_DAYS = 10;

  private final ModelPlaces places;
  private final TreeMap<Long, Map<String, MinuteLine>> minutes = new TreeMap<>();
  private final TreeMap<Long, LedgerDay> days = new TreeMap<>();
  private final long[] newestMs = {Baseline.NONE, Baseline.NONE};
  private long readUntilMs = Baseline.NONE;
  private long givenUpDay = Baseline.NONE;
  private long newestBillMs = Baseline.NONE;
  private long billArrivedMs = Baseline.NONE;

  /** Makes the ledger of a key that was never seen. */
  public ReconciliationLedger() {
    this(new ModelPlaces());
  }

  private ReconciliationLedger(ModelPlaces places) {
    this.places = places;
  }

  /** Notes usage of a minute; the minute must not have been read out. */
  public void minute(long startMs, @Nullable String model, Amounts amounts) {
    if (readUntilMs == Baseline.NONE || startMs >= readUntilMs) {
      minutes
          .computeIfAbsent(startMs, ignored -> new TreeMap<>())
          .merge(places.name(model), MinuteLine.NONE.plus(amounts), (a, b) -> a.plus(amounts));
    }
  }

  /** Notes the time up to which a side has reported. */
  public void reach(Side side, long atMs) {
    newestMs[side.place()] = Math.max(newestMs[side.place()], atMs);
  }

  /** Returns the time up to which the side has reported, or {@link Baseline#NONE}. */
  public long newestMs(Side side) {
    return newestMs[side.place()];
  }

  /** Returns the minutes that wait, oldest first; a view. */
  public NavigableMap<Long, Map<String, MinuteLine>> minutes() {
    return minutes;
  }

  /** Takes the oldest minute out. */
  public Map<String, MinuteLine> readOldest() {
    Map.Entry<Long, Map<String, MinuteLine>> oldest = minutes.firstEntry();
    minutes.remove(oldest.getKey());
    readUntilMs = oldest.getKey() + PaneWidth.MINUTE.ms();
    forgetModels();
    return oldest.getValue();
  }

  /** Notes provider usage as the price book prices it; guessed where it does not. */
  public void estimate(long day, @Nullable String model, long nanos, boolean guessed) {
    LedgerDay book = day(day);
    if (book != null) {
      String name = places.name(model);
      DayLine line = book.line(name);
      book.put(name, guessed ? line.guess() : line.estimated(nanos));
    }
  }

  /**
   * Notes a charge of a bill.
   *
   * @param endMs end of the charge's time
   * @param nowMs clock of the instance
   */
  public void bill(long day, @Nullable String model, long nanos, long endMs, long nowMs) {
    newestBillMs = Math.max(newestBillMs, endMs);
    billArrivedMs = nowMs;
    LedgerDay book = day(day);
    if (book != null) {
      String name = places.name(model);
      book.put(name, book.line(name).billed(nanos));
    }
  }

  /** Returns the end of the latest charge seen, or {@link Baseline#NONE}. */
  public long newestBillMs() {
    return newestBillMs;
  }

  /** Returns when a charge arrived last by the instance's clock, or {@link Baseline#NONE}. */
  public long billArrivedMs() {
    return billArrivedMs;
  }

  /** Returns the days by their number since 1970; a view. */
  public NavigableMap<Long, LedgerDay> days() {
    return days;
  }

  private @Nullable LedgerDay day(long day) {
    if (givenUpDay != Baseline.NONE && day <= givenUpDay) {
      return null;
    }
    LedgerDay book = days.computeIfAbsent(day, ignored -> new LedgerDay());
    while (days.size() > MOST_DAYS) {
      givenUpDay = days.firstKey();
      days.remove(givenUpDay);
      forgetModels();
    }
    return givenUpDay != Baseline.NONE && day <= givenUpDay ? null : book;
  }

  private void forgetModels() {
    Set<String> used = new HashSet<>();
    minutes.values().forEach(lines -> used.addAll(lines.keySet()));
    days.values().forEach(day -> used.addAll(day.lines().keySet()));
    places.keepOnly(used);
  }

  void write(ByteWriter out) {
    places.write(out);
    out.time(newestMs[0], 0).time(newestMs[1], 0).time(readUntilMs, 0);
    out.time(givenUpDay, 0).time(newestBillMs, 0).time(billArrivedMs, 0);
    out.count(minutes.size());
    minutes.forEach(
        (startMs, lines) -> {
          out.signed(startMs).count(lines.size());
          lines.forEach((model, line) -> line.write(out.count(places.of(model))));
        });
    out.count(days.size());
    days.forEach((day, book) -> book.write(out.signed(day), places));
  }

  static ReconciliationLedger read(ByteReader in) {
    ReconciliationLedger ledger = new ReconciliationLedger(ModelPlaces.read(in));
    ledger.newestMs[0] = in.time(0);
    ledger.newestMs[1] = in.time(0);
    ledger.readUntilMs = in.time(0);
    ledger.givenUpDay = in.time(0);
    ledger.newestBillMs = in.time(0);
    ledger.billArrivedMs = in.time(0);
    int minutes = in.count(MOST_MINUTES);
    for (int i = 0; i < minutes; i++) {
      TreeMap<String, MinuteLine> lines = new TreeMap<>();
      ledger.minutes.put(in.signed(), lines);
      int size = in.count(ModelPlaces.MOST + 1);
      for (int line = 0; line < size; line++) {
        lines.put(ledger.places.at(in.count(ModelPlaces.MOST)), MinuteLine.read(in));
      }
    }
    int days = in.count(MOST_DAYS);
    for (int i = 0; i < days; i++) {
      ledger.days.put(in.signed(), LedgerDay.read(in, ledger.places));
    }
    return ledger;
  }
}
