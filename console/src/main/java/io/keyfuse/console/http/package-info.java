/** REST, server-sent events and the page over the read model. */
@NullMarked
package io.keyfuse.console.http;

import org.jspecify.annotations.NullMarked;
