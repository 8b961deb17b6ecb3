/**
 * Carries commands out: judges each one, calls the provider's executor off the stream threads, and
 * publishes what became of it exactly once.
 */
@NullMarked
package io.keyfuse.alerting.execute;

import org.jspecify.annotations.NullMarked;
