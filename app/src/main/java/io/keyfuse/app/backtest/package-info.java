/** The production topology over recorded usage, on the clock of the recording. */
@NullMarked
package io.keyfuse.app.backtest;

import org.jspecify.annotations.NullMarked;
