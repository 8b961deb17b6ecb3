/** The detectors room; see docs/architecture.md. */
@NullMarked
package io.keyfuse.detectors;

import org.jspecify.annotations.NullMarked;
