/** The app room; see docs/architecture.md. */
@NullMarked
package io.keyfuse.app;

import org.jspecify.annotations.NullMarked;
