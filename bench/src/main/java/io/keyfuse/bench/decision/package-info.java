/** The time from a deciding event to the command, on a real broker under steady traffic. */
@NullMarked
package io.keyfuse.bench.decision;

import org.jspecify.annotations.NullMarked;
