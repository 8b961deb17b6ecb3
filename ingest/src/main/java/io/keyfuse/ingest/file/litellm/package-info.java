/** LiteLLM's logs. */
@NullMarked
package io.keyfuse.ingest.file.litellm;

import org.jspecify.annotations.NullMarked;
