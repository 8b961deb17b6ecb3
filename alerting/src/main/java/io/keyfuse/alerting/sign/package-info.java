/** Signatures of kill-switch commands: DSSE v1 encoding, Ed25519, key files. */
@NullMarked
package io.keyfuse.alerting.sign;

import org.jspecify.annotations.NullMarked;
