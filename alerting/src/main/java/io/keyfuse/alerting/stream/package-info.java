/** Kafka Streams adapters of the incident desk and the command signature. */
@NullMarked
package io.keyfuse.alerting.stream;

import org.jspecify.annotations.NullMarked;
