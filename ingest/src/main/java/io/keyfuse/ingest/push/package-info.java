/** What gateways and event buses push: LiteLLM, CloudEvents, JSON of any shape by a mapping. */
@NullMarked
package io.keyfuse.ingest.push;

import org.jspecify.annotations.NullMarked;
