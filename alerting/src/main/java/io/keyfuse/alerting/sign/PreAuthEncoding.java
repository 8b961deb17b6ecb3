package io.keyfuse.alerting.sign;

import java.nio.charset.StandardCharsets;

/**
 * The bytes that are signed: {@code "DSSEv1" SP len(type) SP type SP len(body) SP body}, lengths in
 * bytes as decimal ASCII. Source: DSSE v1, github.com/secure-systems-lab/dsse, protocol.md.
 * Stateless and thread-safe.
 */
final class PreAuthEncoding {
  private PreAuthEncoding() {}

  static byte[] of(String type, byte[] body) {
    int typeLength = type.getBytes(StandardCharsets.UTF_8).length;
    byte[] head =
        ("DSSEv1 " + typeLength + ' ' + type + ' ' + body.length + ' ')
            .getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }
}
