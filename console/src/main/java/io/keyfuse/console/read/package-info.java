/** Feeds the read model from Kafka; the only package of the room that imports it. */
@NullMarked
package io.keyfuse.console.read;

import org.jspecify.annotations.NullMarked;
