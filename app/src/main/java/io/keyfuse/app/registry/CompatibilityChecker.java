package io.keyfuse.app.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityResult;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Judges a new schema against a subject's past with Avro's own rules. Pure. */
final class CompatibilityChecker {
  private static final int MAX_FAULTS = 20;

  private CompatibilityChecker() {}

  /** Returns what speaks against the candidate; empty when it is compatible. */
  static List<String> faults(CompatibilityLevel level, Schema candidate, List<Schema> oldestFirst) {
    List<String> faults = new ArrayList<>();
    int first = level.transitive() ? 0 : Math.max(0, oldestFirst.size() - 1);
    for (Schema old : oldestFirst.subList(first, oldestFirst.size())) {
      if (level.readsOld()) {
        collect("the new schema cannot read the old", candidate, old, faults);
      }
      if (level.readByOld()) {
        collect("the old schema cannot read the new", old, candidate, faults);
      }
    }
    return faults.size() <= MAX_FAULTS ? faults : faults.subList(0, MAX_FAULTS);
  }

  private static void collect(String what, Schema reader, Schema writer, List<String> faults) {
    SchemaCompatibilityResult result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
      return;
    }
    int before = faults.size();
    result
        .getIncompatibilities()
        .forEach(
            fault ->
                faults.add(
                    what
                        + ": "
                        + fault.getType()
                        + " at "
                        + fault.getLocation()
                        + ": "
                        + fault.getMessage()));
    if (faults.size() == before) {
      faults.add(what);
    }
  }
}
