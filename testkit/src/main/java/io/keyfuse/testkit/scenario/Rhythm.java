package io.keyfuse.testkit.scenario;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When in the local week a client is busy, as a weight whose mean over the week is 1. Immutable.
 *
 * @param startHour first busy local hour
 * @param busyHours length of the busy stretch; 24 is around the clock
 * @param floor weight of idle hours relative to busy ones
 * @param weekend weight of weekend days relative to weekdays
 */
record Rhythm(ZoneId zone, double startHour, double busyHours, double floor, double weekend) {
  double weight(long atMillis) {
    ZonedDateTime local = Instant.ofEpochMilli(atMillis).atZone(zone);
    return raw(local.getHour() + local.getMinute() / 60.0, local.getDayOfWeek()) / mean();
  }

  boolean busy(long atMillis) {
    ZonedDateTime local = Instant.ofEpochMilli(atMillis).atZone(zone);
    return !idleDay(local.getDayOfWeek()) && bump(local.getHour() + 0.5) > 0;
  }

  private double raw(double hour, DayOfWeek day) {
    double level = floor + (1 - floor) * bump(hour);
    return level * (idleDay(day) ? weekend : 1);
  }

  /** A raised cosine over the busy stretch, 0 outside. */
  private double bump(double hour) {
    double into = (hour - startHour + 48) % 24;
    return into >= busyHours ? 0 : (1 - StrictMath.cos(2 * Math.PI * into / busyHours)) / 2;
  }

  private double mean() {
    double bumps = busyHours / 48;
    return (floor + (1 - floor) * bumps) * (5 + 2 * weekend) / 7;
  }

  private static boolean idleDay(DayOfWeek day) {
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }
}
