/** Strict local stand-ins of the providers' clouds, for tests and for the demo. */
@NullMarked
package io.keyfuse.testkit.provider;

import org.jspecify.annotations.NullMarked;
