package io.keyfuse.app.demo;

/**
 * The normal day as sent beside the normal day as counted: sent = counted + open when nothing is
 * lost, counted twice or priced otherwise.
 *
 * @param calls calls sent
 * @param sentNanos cost of all calls sent, by the demo's own prices
 * @param countedNanos cost by Keyfuse's closed minutes
 * @param openNanos cost in the last minute of keys whose window is not closed yet
 * @param wrongMinutes minutes of a key that Keyfuse counted otherwise, or not at all
 */
record DayCheck(long calls, long sentNanos, long countedNanos, long openNanos, int wrongMinutes) {
  boolean isEqual() {
    return wrongMinutes == 0 && sentNanos == countedNanos + openNanos;
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
    String open = openNanos == 0 ? "" : " and has " + Figures.usd(openNanos) + " in open minutes";
    return counted + open + (isEqual() ? ": equal" : ": NOT EQUAL, minutes off: " + wrongMinutes);
  }
}
