/** Tests of the package of this name. */
@NullMarked
package io.keyfuse.alerting.stream;

import org.jspecify.annotations.NullMarked;
