/** Client side of the Confluent Schema Registry protocol. */
@NullMarked
package io.keyfuse.schemas.registry;

import org.jspecify.annotations.NullMarked;
