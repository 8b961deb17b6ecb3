/** OpenRouter's running totals by key. */
@NullMarked
package io.keyfuse.ingest.feed.openrouter;

import org.jspecify.annotations.NullMarked;
