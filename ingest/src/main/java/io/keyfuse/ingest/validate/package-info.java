/** What a usage event may hold: pure checks with a closed list of reasons. */
@NullMarked
package io.keyfuse.ingest.validate;

import org.jspecify.annotations.NullMarked;
