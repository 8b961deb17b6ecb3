package io.keyfuse.ingest.otlp;

/** What an attribute of a generative-AI call says, whatever a version calls it. */
enum Meaning {
  PROVIDER,
  OPERATION,
  MODEL,
  INPUT_TOKENS,
  OUTPUT_TOKENS,
  CACHE_READ_TOKENS,
  CACHE_WRITE_TOKENS,
  REASONING_TOKENS,
  SERVICE_TIER,
  RESPONSE_ID,
  ERROR
}
