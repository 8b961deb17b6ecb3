package io.keyfuse.schemas.registry;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whom the client trusts and as whom it shows itself over HTTPS. Each file is PEM, PKCS12 or JKS,
 * told by its content. Holds the places of passwords, never the passwords.
 *
 * @param truststore certificates that the server's must lead to; the JVM's own when left out
 * @param truststorePassword password of a PKCS12 or JKS truststore
 * @param keystore the client's private key and certificate chain
 * @param keystorePassword password of a PKCS12 or JKS keystore and of its key
 */
@Doc("Whom the client trusts and as whom it shows itself over HTTPS.")
public record RegistryTls(
    @Doc("Trusted certificates, a PEM, PKCS12 or JKS file; default those of the JVM.")
        @Nullable Path truststore,
    @Doc("Where the password of a PKCS12 or JKS truststore is.")
        @Nullable SecretRef truststorePassword,
    @Doc("The client's key and certificates for mutual TLS, a PEM, PKCS12 or JKS file.")
        @Nullable Path keystore,
    @Doc("Where the password of a PKCS12 or JKS keystore is; its key has the same.")
        @Nullable SecretRef keystorePassword) {

  /** Checks that no password stands alone. */
  public RegistryTls {
    if (truststore == null && truststorePassword != null) {
      throw new ConfigException(
          "registry.tls.truststore_password", "has no registry.tls.truststore; name it or remove");
    }
    if (keystore == null && keystorePassword != null) {
      throw new ConfigException(
          "registry.tls.keystore_password", "has no registry.tls.keystore; name it or remove");
    }
    if (truststore == null && keystore == null) {
      throw new ConfigException(
          "registry.tls", "names neither truststore nor keystore; name one or remove the section");
    }
  }
}
