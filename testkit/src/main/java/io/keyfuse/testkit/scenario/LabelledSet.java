package io.keyfuse.testkit.scenario;

import java.util.List;

/** A set in memory: the stream in order of arrival, the inventory and the truth. Immutable. */
record LabelledSet(
    String name,
    long seed,
    Span whole,
    long warmupEndMillis,
    List<UsageRow> rows,
    List<KeyPlan> keys,
    List<Theft> thefts,
    List<LookAlike> lookAlikes) {}
