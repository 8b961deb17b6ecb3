/** {@code POST /v1/usage}: JSON and NDJSON in, one answer per request with errors per record. */
@NullMarked
package io.keyfuse.ingest.http;

import org.jspecify.annotations.NullMarked;
