/**
 * The console room: a read model over the output topics, a REST and server-sent-events API, and one
 * page. It never writes to a topic.
 */
@NullMarked
package io.keyfuse.console;

import org.jspecify.annotations.NullMarked;
