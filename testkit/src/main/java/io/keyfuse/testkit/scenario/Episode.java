package io.keyfuse.testkit.scenario;

import java.util.function.BiFunction;

/**
 * A stretch in which the owner's traffic is not as usual. Immutable.
 *
 * @param times multiplies the usual rate; 0 silences the key
 * @param plus adds so many times the mean rate of a day, whatever the hour
 * @param edit changes each call of the stretch
 */
record Episode(Span span, double times, double plus, BiFunction<Call, Draw, Call> edit) {
  static Episode times(Span span, double factor) {
    return new Episode(span, factor, 0, (call, draw) -> call);
  }

  static Episode plus(Span span, double level) {
    return new Episode(span, 1, level, (call, draw) -> call);
  }

  static Episode edit(Span span, BiFunction<Call, Draw, Call> edit) {
    return new Episode(span, 1, 0, edit);
  }

  Episode editing(BiFunction<Call, Draw, Call> other) {
    return new Episode(span, times, plus, other);
  }
}
