/** The ingest room; see docs/architecture.md. */
@NullMarked
package io.keyfuse.ingest;

import org.jspecify.annotations.NullMarked;
