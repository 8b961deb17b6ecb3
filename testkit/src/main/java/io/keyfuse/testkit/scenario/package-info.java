/** Seeded, labelled usage of many keys: thefts, look-alikes and ordinary days, without Kafka. */
@NullMarked
package io.keyfuse.testkit.scenario;

import org.jspecify.annotations.NullMarked;
