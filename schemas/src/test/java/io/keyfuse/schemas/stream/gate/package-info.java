/** Tests of the schema gate. */
@org.jspecify.annotations.NullMarked
package io.keyfuse.schemas.stream.gate;
