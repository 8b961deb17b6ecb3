/** The scorecard of detection: what labelled thefts cost, and whom the kill switch hit wrongly. */
@NullMarked
package io.keyfuse.bench.detection;

import org.jspecify.annotations.NullMarked;
