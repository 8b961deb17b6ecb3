/** The console room; see docs/architecture.md. */
@NullMarked
package io.keyfuse.console;

import org.jspecify.annotations.NullMarked;
