/** Makes the feeds that the configuration asks for. */
@NullMarked
package io.keyfuse.ingest.feed.connect;

import org.jspecify.annotations.NullMarked;
