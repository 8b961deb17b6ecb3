/** Exact money. */
@NullMarked
package io.keyfuse.schemas.money;

import org.jspecify.annotations.NullMarked;
