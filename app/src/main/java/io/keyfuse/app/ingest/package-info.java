/** Runs of {@code keyfuse ingest file}: what is read, how far it is stored, what came of it. */
@NullMarked
package io.keyfuse.app.ingest;

import org.jspecify.annotations.NullMarked;
