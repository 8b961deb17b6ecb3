/** What every room's configuration records share. */
@NullMarked
package io.keyfuse.schemas.config;

import org.jspecify.annotations.NullMarked;
