/** The ingest topology, its dead letters and the Kafka side of the HTTP intake. */
@NullMarked
package io.keyfuse.ingest.stream;

import org.jspecify.annotations.NullMarked;
