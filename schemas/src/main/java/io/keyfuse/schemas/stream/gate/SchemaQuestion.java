package io.keyfuse.schemas.stream.gate;

import java.util.Set;

/** What a gate asks about the schema ids of records. */
interface SchemaQuestion {
  /** Returns true when records of the id can be read or refused now; else sees to its answer. */
  boolean isSettled(int id);

  /** Waits a moment for the answers, or not at all when none can be expected soon. */
  void await(Set<Integer> ids);
}
