/** Kafka in this process, for the demo and for tests. */
@NullMarked
package io.keyfuse.app.broker;

import org.jspecify.annotations.NullMarked;
