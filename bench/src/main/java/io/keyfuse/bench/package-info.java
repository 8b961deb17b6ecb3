/** The bench room; see docs/architecture.md. */
@NullMarked
package io.keyfuse.bench;

import org.jspecify.annotations.NullMarked;
