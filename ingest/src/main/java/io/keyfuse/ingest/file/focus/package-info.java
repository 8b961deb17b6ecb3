/** FOCUS bills, from CSV and Parquet to one event per charge. */
@NullMarked
package io.keyfuse.ingest.file.focus;

import org.jspecify.annotations.NullMarked;
