package io.keyfuse.app.demo;

import java.util.List;

/**
 * The normal day as sent beside the normal day as counted: sent = counted + open when nothing is
 * lost, counted twice or priced otherwise.
 *
 * @param calls calls sent
 * @param sentNanos cost of all calls sent, by the demo's own prices
 * @param countedNanos cost by Keyfuse's closed minutes
 * @param openNanos cost in last minutes of keys whose windows may not be closed yet
 * @param wrong minutes of a key that Keyfuse counted otherwise, or not at all, each in words
 */
record DayCheck(long calls, long sentNanos, long countedNanos, long openNanos, List<String> wrong) {
  private static final int MOST_NAMED = 3;

  DayCheck {
    wrong = List.copyOf(wrong);
  }

  boolean isEqual() {
    return wrong.isEmpty() && sentNanos == countedNanos + openNanos;
  }

  /** Says how far the counting has come; a minute of a key closes only some time after its end. */
  String sentenceSoFar() {
    return isEqual()
        ? sentence()
        : "sent " + Figures.usd(sentNanos) + ", counted so far " + Figures.usd(countedNanos);
  }

  /** Says whether both sides agree. */
  String sentence() {
    String counted =
        "sent " + Figures.usd(sentNanos) + ", Keyfuse counted " + Figures.usd(countedNanos);
    String open = openNanos == 0 ? "" : ", " + Figures.usd(openNanos) + " in minutes still open";
    if (isEqual()) {
      return counted + open + ": equal";
    }
    List<String> named = wrong.subList(0, Math.min(MOST_NAMED, wrong.size()));
    return counted + open + ": NOT EQUAL in " + wrong.size() + " minutes: " + named;
  }
}
