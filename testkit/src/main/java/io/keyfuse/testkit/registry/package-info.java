/** A schema registry for tests. */
@NullMarked
package io.keyfuse.testkit.registry;

import org.jspecify.annotations.NullMarked;
