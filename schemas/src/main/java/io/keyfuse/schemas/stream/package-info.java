/** Kafka Streams adapters that the rooms' topologies share. */
@NullMarked
package io.keyfuse.schemas.stream;

import org.jspecify.annotations.NullMarked;
