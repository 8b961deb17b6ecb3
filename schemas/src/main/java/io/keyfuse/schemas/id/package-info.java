/** Identities: credential ids and name-based UUIDs. */
@NullMarked
package io.keyfuse.schemas.id;

import org.jspecify.annotations.NullMarked;
