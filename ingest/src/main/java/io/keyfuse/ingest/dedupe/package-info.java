/** Counting everything once: events by id, buckets by what they replace. Pure steps over state. */
@NullMarked
package io.keyfuse.ingest.dedupe;

import org.jspecify.annotations.NullMarked;
