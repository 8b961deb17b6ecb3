package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.v1.UsageEvent;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the contracts' generated classes may be made from a schema's names. Since 1.12.2
 * Avro refuses every class by default ({@code SecurityException: Forbidden ...}), also inside a
 * generated builder's {@code build()}. Only the one package of contracts is added to what the
 * process trusts already.
 *
 * <p>The serdes call it. A {@code main} that builds records before it makes a serde calls it first,
 * or runs with {@code -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.keyfuse.schemas.v1}, as the
 * build's tests do. Avro keeps the answer for the whole process; calling twice does no harm.
 */
public final class ContractTrust {
  private static final String CONTRACTS = UsageEvent.class.getPackageName();

  private ContractTrust() {}

  /** Adds the contracts to the trusted classes. */
  public static synchronized void grant() {
    ClassSecurityValidator.ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    if (before.isTrusted(UsageEvent.class)) {
      return;
    }
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(before, type -> type.getPackageName().equals(CONTRACTS)));
  }
}
