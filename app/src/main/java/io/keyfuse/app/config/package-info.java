/** One YAML file into validated records. */
@NullMarked
package io.keyfuse.app.config;

import org.jspecify.annotations.NullMarked;
