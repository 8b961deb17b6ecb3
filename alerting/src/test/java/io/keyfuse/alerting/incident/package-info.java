/** Tests of the package of this name. */
@NullMarked
package io.keyfuse.alerting.incident;

import org.jspecify.annotations.NullMarked;
