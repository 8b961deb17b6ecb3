/** The command line. */
@NullMarked
package io.keyfuse.app.cli;

import org.jspecify.annotations.NullMarked;
