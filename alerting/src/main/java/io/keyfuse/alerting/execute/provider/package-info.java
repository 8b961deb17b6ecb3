/** Executors for single providers over plain HTTP (AWS by its SDK), and their configuration. */
@NullMarked
package io.keyfuse.alerting.execute.provider;

import org.jspecify.annotations.NullMarked;
