package io.keyfuse.testkit.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults still to happen, in order. Thread-safe; forgotten when the process ends. */
final class FaultPlan {
  private final List<Fault> planned = new ArrayList<>();

  synchronized void add(Fault fault) {
    planned.add(fault);
  }

  synchronized void clear() {
    planned.clear();
  }

  /** Takes the first fault that hits the request, or null. */
  synchronized @Nullable Fault take(StandInRequest request, boolean admin) {
    for (int i = 0; i < planned.size(); i++) {
      Fault fault = planned.get(i);
      if (fault.hits(request, admin)) {
        if (fault.remaining() == 1) {
          planned.remove(i);
        } else {
          planned.set(i, fault.spent());
        }
        return fault;
      }
    }
    return null;
  }
}
