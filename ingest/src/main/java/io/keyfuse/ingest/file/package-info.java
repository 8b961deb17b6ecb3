/** Usage from files by a mapping, and the client that posts it to the HTTP intake. */
@NullMarked
package io.keyfuse.ingest.file;

import org.jspecify.annotations.NullMarked;
