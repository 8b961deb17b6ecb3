/** Tests of topic administration. */
@NullMarked
package io.keyfuse.app.topic;

import org.jspecify.annotations.NullMarked;
