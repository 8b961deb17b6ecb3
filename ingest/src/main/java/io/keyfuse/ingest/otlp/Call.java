package io.keyfuse.ingest.otlp;

import org.jspecify.annotations.Nullable;

/**
 * One generative-AI call as a span or a log record tells it.
 *
 * @param where its place in the request
 * @param traceId in hex, or null
 * @param spanId in hex, or null
 * @param unixNanos when it began, or 0
 * @param failed whether the span says so
 * @param attributes its own
 */
record Call(
    String where,
    @Nullable String traceId,
    @Nullable String spanId,
    long unixNanos,
    boolean failed,
    AttributeSet attributes) {}
