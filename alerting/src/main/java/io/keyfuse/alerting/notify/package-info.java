/** Notification: alerts to webhooks, signed, retried, and never lost silently. */
@NullMarked
package io.keyfuse.alerting.notify;

import org.jspecify.annotations.NullMarked;
