/** The closed list of topics: name, key, value, partitions, cleanup and retention. */
@NullMarked
package io.keyfuse.schemas.topic;

import org.jspecify.annotations.NullMarked;
