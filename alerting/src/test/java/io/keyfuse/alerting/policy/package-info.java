/** Tests of the package of this name. */
@NullMarked
package io.keyfuse.alerting.policy;

import org.jspecify.annotations.NullMarked;
