package io.keyfuse.alerting.audit;

/**
 * The first thing that is wrong in one partition. Immutable and thread-safe.
 *
 * @param partition of {@code keyfuse.decisions.v1}
 * @param chain the chain that was followed so far; empty when there was none
 * @param sequence the first bad sequence of it
 * @param signedUpTo last sequence of it that a signature covers, 0 for none. Between the two
 *     everything fits, and whoever can compute SHA-256 may have written it
 * @param problem what is wrong, from a closed list
 * @param detail one sentence for a person
 */
public record Flaw(
    int partition, String chain, long sequence, long signedUpTo, Problem problem, String detail) {}
