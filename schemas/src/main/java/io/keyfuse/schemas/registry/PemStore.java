package io.keyfuse.schemas.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PEM file as a key store: with a private key it is one entry with its chain, the key's own
 * certificate first; without one, each certificate is trusted.
 */
final class PemStore {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

  private static final byte[] PROBE = {'k', 'e', 'y', 'f', 'u', 's', 'e'};

  private final TlsFile file;
  private final List<Certificate> certificates = new ArrayList<>();
  private @Nullable PrivateKey key;

  PemStore(TlsFile file) {
    this.file = file;
  }

  KeyStore open() {
    Matcher block = BLOCK.matcher(file.text());
    try {
      while (block.find()) {
        add(block.group(1), Base64.getMimeDecoder().decode(block.group(2)));
      }
      return store();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw file.fault("holds a broken PEM block (" + e.getMessage() + "); replace it");
    }
  }

  private void add(String kind, byte[] der) throws GeneralSecurityException {
    switch (kind) {
      case "CERTIFICATE" ->
          certificates.add(
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der)));
      case "PRIVATE KEY" -> key = key(der);
      case "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
          throw file.fault(
              "holds an " + kind + "; use PKCS12, or convert with openssl pkcs8 -topk8 -nocrypt");
      default -> {
        // Parameters and comments of other tools say nothing about trust.
      }
    }
  }

  private KeyStore store() throws GeneralSecurityException, IOException {
    if (certificates.isEmpty()) {
      throw file.fault("holds no certificate; add one as -----BEGIN CERTIFICATE-----");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    PrivateKey own = key;
    if (own != null) {
      check(own, certificates.get(0));
      store.setKeyEntry("key", own, new char[0], certificates.toArray(new Certificate[0]));
      return store;
    }
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("certificate-" + i, certificates.get(i));
    }
    return store;
  }

  private PrivateKey key(byte[] der) throws GeneralSecurityException {
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        // Of another kind: the encoding names it, but Java wants the factory chosen beforehand.
      }
    }
    throw file.fault("holds a private key that is none of " + KEY_KINDS + "; use one of these");
  }

  /** Signs and verifies: a pair that does not match would fail at every handshake only. */
  private void check(PrivateKey own, Certificate first) throws GeneralSecurityException {
    boolean isCurve = own.getAlgorithm().startsWith("Ed");
    String kind = own.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    Signature signature = Signature.getInstance(isCurve ? own.getAlgorithm() : kind);
    signature.initSign(own);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    if (!own.getAlgorithm().equals(first.getPublicKey().getAlgorithm())
        || !verifies(signature, first, signed)) {
      throw file.fault("has a key that is not of its first certificate; put the key's own first");
    }
  }

  private static boolean verifies(Signature signature, Certificate certificate, byte[] signed)
      throws GeneralSecurityException {
    signature.initVerify(certificate.getPublicKey());
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
