@org.jspecify.annotations.NullMarked
package io.keyfuse.app.ingest;
