/** The testkit room; see docs/architecture.md. */
@NullMarked
package io.keyfuse.testkit;

import org.jspecify.annotations.NullMarked;
