@NullMarked
package io.keyfuse.app.response;

import org.jspecify.annotations.NullMarked;
