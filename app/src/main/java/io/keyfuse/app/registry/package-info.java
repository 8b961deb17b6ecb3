/** The embedded schema registry: Confluent's REST protocol over one compacted topic. */
@NullMarked
package io.keyfuse.app.registry;

import org.jspecify.annotations.NullMarked;
