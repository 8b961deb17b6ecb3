/** Holds records back while the registry that knows their schema is away. */
@NullMarked
package io.keyfuse.schemas.stream.gate;

import org.jspecify.annotations.NullMarked;
