@NullMarked
package io.keyfuse.testkit.provider;

import org.jspecify.annotations.NullMarked;
