/** What usage costs: a versioned price book, exact in nano-US-dollars, that never answers zero. */
@NullMarked
package io.keyfuse.ingest.price;

import org.jspecify.annotations.NullMarked;
