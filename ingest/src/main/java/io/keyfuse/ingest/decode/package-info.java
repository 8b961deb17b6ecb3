/** What every feed makes of its input, whatever way it came in. */
@NullMarked
package io.keyfuse.ingest.decode;

import org.jspecify.annotations.NullMarked;
