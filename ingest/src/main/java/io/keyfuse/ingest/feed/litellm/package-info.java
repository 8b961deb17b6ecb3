/** A LiteLLM proxy's spend logs. */
@NullMarked
package io.keyfuse.ingest.feed.litellm;

import org.jspecify.annotations.NullMarked;
