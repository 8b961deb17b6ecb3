/** The HTTP servers: the API and the management port. */
@NullMarked
package io.keyfuse.app.http;

import org.jspecify.annotations.NullMarked;
