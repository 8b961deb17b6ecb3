/** JSON files as records, stripped at the door to the members that a decoder names. */
@NullMarked
package io.keyfuse.ingest.file.json;

import org.jspecify.annotations.NullMarked;
