/** Contracts between the rooms: Avro records, typed topics, serdes and small value types. */
@NullMarked
package io.keyfuse.schemas;

import org.jspecify.annotations.NullMarked;
