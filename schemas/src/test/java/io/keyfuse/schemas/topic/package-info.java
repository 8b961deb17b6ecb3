/** Tests of the topics. */
@NullMarked
package io.keyfuse.schemas.topic;

import org.jspecify.annotations.NullMarked;
