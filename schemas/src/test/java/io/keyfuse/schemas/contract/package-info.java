@NullMarked
package io.keyfuse.schemas.contract;

import org.jspecify.annotations.NullMarked;
