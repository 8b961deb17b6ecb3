/** Anthropic's usage and cost reports. */
@NullMarked
package io.keyfuse.ingest.feed.anthropic;

import org.jspecify.annotations.NullMarked;
