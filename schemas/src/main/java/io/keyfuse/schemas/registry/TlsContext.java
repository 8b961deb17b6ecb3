package io.keyfuse.schemas.registry;

import io.keyfuse.schemas.config.ConfigException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes the TLS context of the client from {@link RegistryTls}. */
final class TlsContext {
  private static final String TRUSTSTORE = "registry.tls.truststore";
  private static final String KEYSTORE = "registry.tls.keystore";

  private TlsContext() {}

  /**
   * Reads the files and their passwords.
   *
   * @throws ConfigException naming the field that cannot be used, and the fix
   */
  static SSLContext of(RegistryTls tls, Map<String, String> environment) {
    TlsFile trust = truststore(tls, environment);
    TlsFile keys = keystore(tls, environment);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys == null ? null : keyManagers(keys),
          trust == null ? null : trustManagers(trust),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ConfigException("registry.tls", "cannot be used (" + e.getMessage() + ")");
    }
  }

  static @Nullable TlsFile truststore(RegistryTls tls, Map<String, String> environment) {
    return tls.truststore() == null
        ? null
        : TlsFile.read(TRUSTSTORE, tls.truststore(), tls.truststorePassword(), environment);
  }

  static @Nullable TlsFile keystore(RegistryTls tls, Map<String, String> environment) {
    return tls.keystore() == null
        ? null
        : TlsFile.read(KEYSTORE, tls.keystore(), tls.keystorePassword(), environment);
  }

  private static TrustManager[] trustManagers(TlsFile file) throws GeneralSecurityException {
    KeyStore store = file.store();
    if (!has(store, false)) {
      throw file.fault("holds no trusted certificate; import the one of the server's issuer");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keyManagers(TlsFile file) throws GeneralSecurityException {
    KeyStore store = file.store();
    if (!has(store, true)) {
      throw file.fault("holds no private key; add the client's key and its certificates");
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    try {
      factory.init(store, file.passwordChars());
    } catch (UnrecoverableKeyException e) {
      throw file.passwordFault("opens, but its key has another password; give both the same");
    }
    return factory.getKeyManagers();
  }

  private static boolean has(KeyStore store, boolean key) throws KeyStoreException {
    for (String alias : Collections.list(store.aliases())) {
      if (key ? store.isKeyEntry(alias) : store.isCertificateEntry(alias)) {
        return true;
      }
    }
    return false;
  }
}
