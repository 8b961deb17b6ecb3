package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ProviderTrace;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Access keys of IAM users. Thread-safe. */
final class AwsAccessKeys implements AwsKeyKind {
  private final AwsIam iam;

  AwsAccessKeys(AwsIam iam) {
    this.iam = iam;
  }

  @Override
  public String activeKeys() {
    return "active_access_keys";
  }

  @Override
  public @Nullable String owner(String keyId) {
    return iam.find(
            "finding the key's user", c -> c.getAccessKeyLastUsed(r -> r.accessKeyId(keyId)))
        .map(GetAccessKeyLastUsedResponse::userName)
        .orElse(null);
  }

  @Override
  public Listed list(String user) {
    Map<String, Boolean> keys = new TreeMap<>();
    String marker = null;
    while (true) {
      String from = marker;
      ListAccessKeysResponse page =
          iam.call(
              "listing access keys", c -> c.listAccessKeys(r -> r.userName(user).marker(from)));
      for (AccessKeyMetadata key : page.accessKeyMetadata()) {
        keys.put(key.accessKeyId(), key.status() == StatusType.ACTIVE);
      }
      if (!Boolean.TRUE.equals(page.isTruncated()) || page.marker() == null) {
        return new Listed(AwsIam.trace(page), keys);
      }
      marker = page.marker();
    }
  }

  @Override
  public ProviderTrace set(String user, String keyId, boolean active) {
    StatusType status = active ? StatusType.ACTIVE : StatusType.INACTIVE;
    return AwsIam.trace(
        iam.call(
            "setting the access key " + status,
            c -> c.updateAccessKey(r -> r.userName(user).accessKeyId(keyId).status(status))));
  }

  @Override
  public ProviderTrace delete(String user, String keyId) {
    return AwsIam.trace(
        iam.call(
            "deleting the access key",
            c -> c.deleteAccessKey(r -> r.userName(user).accessKeyId(keyId))));
  }
}
