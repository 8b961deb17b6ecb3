/** Tests of the audit chain. */
@NullMarked
package io.keyfuse.alerting.audit;

import org.jspecify.annotations.NullMarked;
