/** What detection owes, held against the whole of {@code keyfuse backtest}. */
@NullMarked
package io.keyfuse.app.scenario;

import org.jspecify.annotations.NullMarked;
