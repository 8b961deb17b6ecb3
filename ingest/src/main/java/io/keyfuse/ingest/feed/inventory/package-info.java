/** Which keys there are, whose they are and what a provider needs to act on them. */
@NullMarked
package io.keyfuse.ingest.feed.inventory;

import org.jspecify.annotations.NullMarked;
