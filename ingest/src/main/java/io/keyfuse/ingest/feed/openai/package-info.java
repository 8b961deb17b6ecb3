/** Answers of the OpenAI admin API, for files and for polling. */
@NullMarked
package io.keyfuse.ingest.feed.openai;

import org.jspecify.annotations.NullMarked;
