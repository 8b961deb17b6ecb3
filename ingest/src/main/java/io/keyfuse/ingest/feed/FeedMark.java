package io.keyfuse.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a feed has come: its heartbeat. Kept on the context topic as a FEED_HEARTBEAT of scope
 * {@code feed/<name>}, so that whoever takes the feed over goes on from it. Immutable.
 *
 * @param at when the sweep ended, by our clock
 * @param watermark usage before it is taken to be complete; what is later may still grow
 * @param readTo usage before it was asked for
 * @param cursor what else the feed needs to go on, by name; never a secret
 */
public record FeedMark(Instant at, Instant watermark, Instant readTo, Map<String, String> cursor) {
  /** The mark of a feed that never ran. */
  public static final FeedMark NONE =
      new FeedMark(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Map.of());

  private static final Duration MOST_LAG = Duration.ofMinutes(5);

  static final String WATERMARK = "watermark";
  static final String READ_TO = "read_to";

  /** Copies the cursor. */
  public FeedMark {
    cursor = Map.copyOf(cursor);
  }

  /**
   * Returns when a sweep after this mark saw something: the given time, or the mark's end where the
   * clock lags a little behind it, so that a later sweep's versions are never taken for older.
   */
  public Instant notBefore(Instant time) {
    return readTo.isAfter(time) && readTo.isBefore(time.plus(MOST_LAG)) ? readTo : time;
  }

  /** Returns the mark as attributes of a heartbeat. */
  public Map<String, String> attributes() {
    Map<String, String> attributes = new TreeMap<>(cursor);
    attributes.put(WATERMARK, watermark.toString());
    attributes.put(READ_TO, readTo.toString());
    return attributes;
  }

  /**
   * Reads a heartbeat's attributes back.
   *
   * @throws java.time.DateTimeException when a time is none
   */
  public static FeedMark of(Instant at, Map<String, String> attributes) {
    Map<String, String> cursor = new TreeMap<>(attributes);
    String watermark = cursor.remove(WATERMARK);
    String readTo = cursor.remove(READ_TO);
    return new FeedMark(
        at,
        watermark == null ? Instant.EPOCH : Instant.parse(watermark),
        readTo == null ? Instant.EPOCH : Instant.parse(readTo),
        cursor);
  }
}
