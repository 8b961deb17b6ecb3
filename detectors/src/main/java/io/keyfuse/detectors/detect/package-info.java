/** Detectors: pure steps from state and event to evidence. */
@NullMarked
package io.keyfuse.detectors.detect;

import org.jspecify.annotations.NullMarked;
