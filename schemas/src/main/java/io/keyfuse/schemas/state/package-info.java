/**
 * One small interface for state by key, so that a faster store can take the built-in one's place.
 */
@NullMarked
package io.keyfuse.schemas.state;

import org.jspecify.annotations.NullMarked;
