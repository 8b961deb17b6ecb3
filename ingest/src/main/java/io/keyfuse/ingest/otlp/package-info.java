/** OTLP/HTTP: traces, logs and metrics of generative-AI calls, in protobuf and in JSON. */
@NullMarked
package io.keyfuse.ingest.otlp;

import org.jspecify.annotations.NullMarked;
