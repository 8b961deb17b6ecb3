/**
 * The demo's story: a normal day, two stolen keys, and what the terminal says about them. It only
 * uses what any user has: HTTP, topics, and the stand-ins' endpoints.
 */
@NullMarked
package io.keyfuse.app.demo;

import org.jspecify.annotations.NullMarked;
