package io.keyfuse.app.demo;

/**
 * One change that a stand-in's admin API made to a key.
 *
 * @param provider which stand-in
 * @param keyId the key's public id
 * @param operation the admin call
 */
record Effect(String provider, String keyId, String operation) {
  boolean isOf(DemoKey key) {
    return provider.equals(key.credential().getProvider())
        && keyId.equals(key.credential().getKeyId());
  }
}
