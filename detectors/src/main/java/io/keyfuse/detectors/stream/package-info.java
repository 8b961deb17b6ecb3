/** The thin Kafka Streams adapter around {@link io.keyfuse.detectors.detect.KeyMonitor}. */
@NullMarked
package io.keyfuse.detectors.stream;

import org.jspecify.annotations.NullMarked;
