package io.keyfuse.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes self-signed key pairs with the JDK's keytool, valid from now for two days. */
final class Certificates {
  static final String PASSWORD = "change-it-now";

  private final Path folder;

  Certificates(Path folder) {
    this.folder = folder;
  }

  /** Makes, once, a PKCS12 or JKS store of one key pair whose certificate names the host. */
  Path store(String name, String type, String algorithm, String host) throws Exception {
    Path store = folder.resolve(name);
    if (Files.exists(store)) {
      return store;
    }
    List<String> command =
        new ArrayList<>(List.of(tool(), "-genkeypair", "-alias", "own", "-dname", "CN=" + host));
    command.addAll(List.of("-keyalg", algorithm, "-ext", "san=" + san(host), "-validity", "2"));
    command.addAll(List.of("-storetype", type, "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD, "-keypass", PASSWORD));
    run(command);
    return store;
  }

  /** Makes a PKCS12 store of one key pair. */
  Path store(String name, String host) throws Exception {
    return store(name, "PKCS12", "EC", host);
  }

  /** Writes the certificate of a store as PEM. */
  Path certificate(Path store) throws Exception {
    return written(store, ".crt", pem("CERTIFICATE", open(store).getCertificate("own")));
  }

  /** Writes key and certificate of a store into one PEM file, the key as plain PKCS#8. */
  Path pair(Path store) throws Exception {
    return pair(store, store);
  }

  /** Writes the key of one store and the certificate of another into one PEM file. */
  Path pair(Path keys, Path certificates) throws Exception {
    byte[] key = open(keys).getKey("own", PASSWORD.toCharArray()).getEncoded();
    Certificate certificate = open(certificates).getCertificate("own");
    return written(keys, ".pem", pem("PRIVATE KEY", key) + pem("CERTIFICATE", certificate));
  }

  /** Makes a store that holds the certificate of another as trusted. */
  Path truststore(String name, String type, Path of) throws Exception {
    Path store = folder.resolve(name);
    KeyStore trust = KeyStore.getInstance(type);
    trust.load(null, null);
    trust.setCertificateEntry("trusted", open(of).getCertificate("own"));
    try (var out = Files.newOutputStream(store)) {
      trust.store(out, PASSWORD.toCharArray());
    }
    return store;
  }

  static KeyStore open(Path store) throws IOException, GeneralSecurityException {
    KeyStore open = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      open.load(in, PASSWORD.toCharArray());
    }
    return open;
  }

  private Path written(Path store, String suffix, String text) throws IOException {
    return Files.writeString(folder.resolve(store.getFileName() + suffix), text);
  }

  private static String pem(String kind, Certificate certificate) throws GeneralSecurityException {
    return pem(kind, certificate.getEncoded());
  }

  private static String pem(String kind, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  private static String san(String host) {
    return (Character.isDigit(host.charAt(0)) ? "ip:" : "dns:") + host;
  }

  private static String tool() {
    return Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).as("keytool ended").isTrue();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.exitValue()).as(said).isZero();
  }
}
