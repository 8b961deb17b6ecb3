package io.keyfuse.ingest.file;

import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.schemas.v1.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row of a file. Immutable.
 *
 * @param line line of the file, from 1
 * @param event the valid event, or null
 * @param fault why the row is none, or null
 */
public record FileRow(long line, @Nullable UsageEvent event, @Nullable Rejection fault) {}
