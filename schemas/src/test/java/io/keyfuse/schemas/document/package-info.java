/** Makes the published documents of the contracts and checks what is committed. */
@NullMarked
package io.keyfuse.schemas.document;

import org.jspecify.annotations.NullMarked;
