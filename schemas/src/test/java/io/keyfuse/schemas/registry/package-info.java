@NullMarked
package io.keyfuse.schemas.registry;

import org.jspecify.annotations.NullMarked;
