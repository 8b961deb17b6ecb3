@NullMarked
package io.keyfuse.schemas.serde;

import org.jspecify.annotations.NullMarked;
