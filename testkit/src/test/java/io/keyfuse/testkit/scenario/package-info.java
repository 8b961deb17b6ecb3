/** Tests of generated sets and of the scenario language. */
@NullMarked
package io.keyfuse.testkit.scenario;

import org.jspecify.annotations.NullMarked;
