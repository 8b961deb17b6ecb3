package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ProviderTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Bedrock's long-term API keys: service-specific credentials of IAM users. Thread-safe. */
final class AwsServiceKeys implements AwsKeyKind {
  private static final String BEDROCK = "bedrock.amazonaws.com";

  private final AwsIam iam;

  AwsServiceKeys(AwsIam iam) {
    this.iam = iam;
  }

  private record Found(ProviderTrace trace, List<ServiceSpecificCredentialMetadata> keys) {}

  @Override
  public String activeKeys() {
    return "active_bedrock_keys";
  }

  @Override
  public @Nullable String owner(String keyId) {
    for (ServiceSpecificCredentialMetadata key : find(null).keys()) {
      if (keyId.equals(key.serviceSpecificCredentialId())) {
        return key.userName();
      }
    }
    return null;
  }

  @Override
  public Listed list(String user) {
    Found found = find(user);
    Map<String, Boolean> keys = new TreeMap<>();
    for (ServiceSpecificCredentialMetadata key : found.keys()) {
      keys.put(key.serviceSpecificCredentialId(), key.status() == StatusType.ACTIVE);
    }
    return new Listed(found.trace(), keys);
  }

  /** Lists the keys of a user, or of all where none is named. */
  private Found find(@Nullable String user) {
    List<ServiceSpecificCredentialMetadata> keys = new ArrayList<>();
    Boolean all = user == null ? Boolean.TRUE : null;
    String marker = null;
    while (true) {
      String from = marker;
      ListServiceSpecificCredentialsResponse page =
          iam.call(
              "listing Bedrock keys",
              c ->
                  c.listServiceSpecificCredentials(
                      r -> r.userName(user).allUsers(all).serviceName(BEDROCK).marker(from)));
      keys.addAll(page.serviceSpecificCredentials());
      if (!Boolean.TRUE.equals(page.isTruncated()) || page.marker() == null) {
        return new Found(AwsIam.trace(page), keys);
      }
      marker = page.marker();
    }
  }

  @Override
  public ProviderTrace set(String user, String keyId, boolean active) {
    StatusType status = active ? StatusType.ACTIVE : StatusType.INACTIVE;
    return AwsIam.trace(
        iam.call(
            "setting the Bedrock key " + status,
            c ->
                c.updateServiceSpecificCredential(
                    r -> r.userName(user).serviceSpecificCredentialId(keyId).status(status))));
  }

  @Override
  public ProviderTrace delete(String user, String keyId) {
    return AwsIam.trace(
        iam.call(
            "deleting the Bedrock key",
            c ->
                c.deleteServiceSpecificCredential(
                    r -> r.userName(user).serviceSpecificCredentialId(keyId))));
  }
}
