package io.keyfuse.ingest.feed;

/** One provider report that is read over and over. Used by one thread at a time. */
public interface PullFeed {
  /** Returns the feed's name, unique in the configuration, for example {@code main/completions}. */
  String name();

  /** Returns the name that its events carry and metrics are counted by; of a closed list. */
  String kind();

  /** Returns how often it is read. */
  FeedSchedule schedule();

  /**
   * Reads what is new since the memory's mark, and again what may have grown.
   *
   * @param memory what was stored before
   * @param pages takes each page before the next is asked for
   * @return the mark to go on from the next time
   * @throws FeedFault when the sweep ends early; pages handed on before stay
   */
  FeedMark sweep(FeedMemory memory, PageSink pages);
}
