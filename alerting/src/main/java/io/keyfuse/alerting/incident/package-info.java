/**
 * The incident desk: from evidence to incidents, decisions and commands, and on to proved quiet.
 */
@NullMarked
package io.keyfuse.alerting.incident;

import org.jspecify.annotations.NullMarked;
