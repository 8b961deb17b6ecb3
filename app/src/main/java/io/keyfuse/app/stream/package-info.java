/** The topology of each role and the Kafka Streams client that runs it. */
@NullMarked
package io.keyfuse.app.stream;

import org.jspecify.annotations.NullMarked;
