/** Pull feeds: provider reports that are read over and over, from a watermark on. */
@NullMarked
package io.keyfuse.ingest.feed;

import org.jspecify.annotations.NullMarked;
