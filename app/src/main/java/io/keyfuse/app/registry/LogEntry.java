package io.keyfuse.app.registry;

import org.jspecify.annotations.Nullable;

/**
 * A record of the topic: the newest value of a key wins, null removes it.
 *
 * @param key JSON of what the record is about
 * @param value JSON, or null
 */
record LogEntry(String key, @Nullable String value) {}
