package io.keyfuse.ingest.validate;

/**
 * Why a record is refused. Never holds the refused text itself. Immutable.
 *
 * @param reason closed reason
 * @param field path of the field in the contract, for example {@code tokens.input}
 * @param message what is wrong and what to send instead
 */
public record Rejection(RejectReason reason, String field, String message) {}
