/** Response policies: which keys they cover and how far they may go. */
@NullMarked
package io.keyfuse.alerting.policy;

import org.jspecify.annotations.NullMarked;
