/** Tests of the back-test. */
@NullMarked
package io.keyfuse.app.backtest;

import org.jspecify.annotations.NullMarked;
