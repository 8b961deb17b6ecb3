/** Tests of the package of this name. */
@NullMarked
package io.keyfuse.alerting;

import org.jspecify.annotations.NullMarked;
