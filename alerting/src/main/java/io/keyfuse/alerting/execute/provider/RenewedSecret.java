package io.keyfuse.alerting.execute.provider;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A short-lived credential that somebody else renews in its file: read anew at each use. While the
 * file cannot be read, the last text that could be is used. Thread-safe.
 */
final class RenewedSecret implements Supplier<String> {
  private final SecretRef file;
  private final String field;
  private volatile String last;

  RenewedSecret(SecretRef file, String first, String field) {
    this.file = file;
    this.last = first;
    this.field = field;
  }

  @Override
  public String get() {
    try {
      last = file.resolve(field, Map.of());
    } catch (ConfigException e) {
      // The file is being replaced, or is gone: the provider tells when the old one has ended.
    }
    return last;
  }

  @Override
  public String toString() {
    return "RenewedSecret[" + field + "]";
  }
}
