package io.keyfuse.alerting.audit;

import java.util.Map;

/** One record of {@code keyfuse.decisions.v1} as it was read. Its arrays are not to be changed. */
public final class AuditEntry {
  private final int partition;
  private final byte[] key;
  private final byte[] value;
  private final Map<String, String> headers;

  /**
   * @param partition where it was
   * @param key the record key's bytes, empty when it has none
   * @param value the record value's bytes, empty when it has none
   * @param headers text of the headers of {@link AuditHeaders}; one that is there twice has both
   *     texts, parted by a line feed
   */
  public AuditEntry(int partition, byte[] key, byte[] value, Map<String, String> headers) {
    this.partition = partition;
    this.key = key;
    this.value = value;
    this.headers = Map.copyOf(headers);
  }

  /** Returns the partition where it was. */
  public int partition() {
    return partition;
  }

  /** Returns the record key's bytes. */
  public byte[] key() {
    return key;
  }

  /** Returns the record value's bytes. */
  public byte[] value() {
    return value;
  }

  /** Returns the headers' text by name. */
  public Map<String, String> headers() {
    return headers;
  }
}
