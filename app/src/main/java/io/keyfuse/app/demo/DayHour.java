package io.keyfuse.app.demo;

import io.keyfuse.schemas.v1.UsageEvent;
import java.util.List;

/**
 * One hour of the normal day.
 *
 * @param index 0 for the oldest hour, 23 for the last
 * @param calls what the fleet called
 * @param events the calls as telemetry and as provider usage, in the order they become known
 */
record DayHour(int index, List<Call> calls, List<UsageEvent> events) {
  DayHour {
    calls = List.copyOf(calls);
    events = List.copyOf(events);
  }

  long costNanos() {
    return calls.stream().mapToLong(Call::costNanos).sum();
  }

  long tokens() {
    return calls.stream().mapToLong(call -> call.tokens().total()).sum();
  }
}
