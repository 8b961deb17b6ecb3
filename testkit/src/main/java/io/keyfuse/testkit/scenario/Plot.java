package io.keyfuse.testkit.scenario;

import java.util.function.Consumer;

/**
 * One kind of theft or look-alike of the catalogue, and how often a set of 150 keys has it.
 * Immutable.
 */
record Plot(String kind, int fewest, int most, Consumer<Stage> play) {}
