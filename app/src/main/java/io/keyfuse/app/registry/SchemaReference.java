package io.keyfuse.app.registry;

/**
 * A type that a schema uses and another subject holds.
 *
 * @param name full name of the type
 * @param subject the subject that holds it
 * @param version the version of that subject
 */
record SchemaReference(String name, String subject, int version) {}
