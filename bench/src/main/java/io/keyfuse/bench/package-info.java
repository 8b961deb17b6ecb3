/** Benchmarks: throughput ratios against peers. */
@NullMarked
package io.keyfuse.bench;

import org.jspecify.annotations.NullMarked;
