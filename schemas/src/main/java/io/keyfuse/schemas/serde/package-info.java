/** Confluent wire format over Avro as a Kafka serde. */
@NullMarked
package io.keyfuse.schemas.serde;

import org.jspecify.annotations.NullMarked;
