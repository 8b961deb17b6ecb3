/** Tests of the package of this name. */
@NullMarked
package io.keyfuse.alerting.sign;

import org.jspecify.annotations.NullMarked;
