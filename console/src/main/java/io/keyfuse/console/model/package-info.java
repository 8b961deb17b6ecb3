/** What the console knows: bounded boards folded from the output topics; no Kafka, no HTTP. */
@NullMarked
package io.keyfuse.console.model;

import org.jspecify.annotations.NullMarked;
