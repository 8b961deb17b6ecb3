/** The one value per credential that detectors work on, and its bytes. */
@NullMarked
package io.keyfuse.detectors.state;

import org.jspecify.annotations.NullMarked;
