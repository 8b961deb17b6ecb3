/** Audit logs of providers as context. */
@NullMarked
package io.keyfuse.ingest.file.audit;

import org.jspecify.annotations.NullMarked;
