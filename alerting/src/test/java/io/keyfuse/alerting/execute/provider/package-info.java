@NullMarked
package io.keyfuse.alerting.execute.provider;

import org.jspecify.annotations.NullMarked;
