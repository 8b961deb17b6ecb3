/** Tests of the package of this name. */
@NullMarked
package io.keyfuse.alerting.notify;

import org.jspecify.annotations.NullMarked;
