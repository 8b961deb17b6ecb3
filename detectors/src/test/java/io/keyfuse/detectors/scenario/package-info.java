/** Seeded traffic for tests: benign keys, attacks on top, and a replay by arrival. */
@NullMarked
package io.keyfuse.detectors.scenario;

import org.jspecify.annotations.NullMarked;
