@NullMarked
package io.keyfuse.app.registry;

import org.jspecify.annotations.NullMarked;
