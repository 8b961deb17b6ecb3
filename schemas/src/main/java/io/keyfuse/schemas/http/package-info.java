/** What every HTTP client of the product shares. */
@NullMarked
package io.keyfuse.schemas.http;

import org.jspecify.annotations.NullMarked;
