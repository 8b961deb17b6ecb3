package io.keyfuse.testkit.scenario;

import java.util.function.BiFunction;

/**
 * A stretch in which the owner's traffic is not as usual. Immutable.
 *
 * @param times multiplies the usual rate; 0 silences the key
 * @param plus adds so many times the mean rate of a day, whatever the hour
 * @param edit changes each call of the stretch
 */
record Spell(Span span, double times, double plus, BiFunction<Call, Draw, Call> edit) {
  static Spell times(Span span, double factor) {
    return new Spell(span, factor, 0, (call, draw) -> call);
  }

  static Spell plus(Span span, double level) {
    return new Spell(span, 1, level, (call, draw) -> call);
  }

  static Spell edit(Span span, BiFunction<Call, Draw, Call> edit) {
    return new Spell(span, 1, 0, edit);
  }

  Spell editing(BiFunction<Call, Draw, Call> other) {
    return new Spell(span, times, plus, other);
  }
}
