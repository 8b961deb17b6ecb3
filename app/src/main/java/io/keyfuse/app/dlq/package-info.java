/** Dead letters as an operator sees them: selected, shown, mended and replayed. */
@NullMarked
package io.keyfuse.app.dlq;

import org.jspecify.annotations.NullMarked;
