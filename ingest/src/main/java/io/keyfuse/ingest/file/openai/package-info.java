/** OpenAI admin API answers that were saved to a file. */
@NullMarked
package io.keyfuse.ingest.file.openai;

import org.jspecify.annotations.NullMarked;
