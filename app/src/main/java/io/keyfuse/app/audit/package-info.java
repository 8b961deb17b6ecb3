/** Reads the log of decisions, from Kafka or from an export, for its verification. */
@NullMarked
package io.keyfuse.app.audit;

import org.jspecify.annotations.NullMarked;
