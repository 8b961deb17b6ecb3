/** The alerting room; see docs/architecture.md. */
@NullMarked
package io.keyfuse.alerting;

import org.jspecify.annotations.NullMarked;
