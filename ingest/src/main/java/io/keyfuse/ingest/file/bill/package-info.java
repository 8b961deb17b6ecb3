/** Bills in the clouds' own formats. */
@NullMarked
package io.keyfuse.ingest.file.bill;

import org.jspecify.annotations.NullMarked;
