/** The hash chain over what was decided: how it is made and how it is verified. */
@NullMarked
package io.keyfuse.alerting.audit;

import org.jspecify.annotations.NullMarked;
