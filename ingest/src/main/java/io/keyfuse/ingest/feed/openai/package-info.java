/** Answers of OpenAI's admin API: usage and costs. */
@NullMarked
package io.keyfuse.ingest.feed.openai;

import org.jspecify.annotations.NullMarked;
