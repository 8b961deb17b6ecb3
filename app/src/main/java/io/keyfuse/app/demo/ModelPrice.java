package io.keyfuse.app.demo;

/**
 * List price of one model, nano-US-dollars per token (1 USD per million tokens = 1,000 nanos).
 *
 * @param input per uncached input token
 * @param cachedRead per input token served from the cache
 * @param output per output token
 */
record ModelPrice(long input, long cachedRead, long output) {}
