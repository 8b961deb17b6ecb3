/** The cost of the detection step: time and allocation per event. */
@NullMarked
package io.keyfuse.bench.step;

import org.jspecify.annotations.NullMarked;
