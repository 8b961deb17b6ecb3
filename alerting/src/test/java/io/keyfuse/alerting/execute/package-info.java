@NullMarked
package io.keyfuse.alerting.execute;

import org.jspecify.annotations.NullMarked;
