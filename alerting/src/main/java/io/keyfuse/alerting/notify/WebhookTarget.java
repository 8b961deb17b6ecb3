package io.keyfuse.alerting.notify;

import io.keyfuse.schemas.v1.Severity;
import java.net.URI;

/**
 * A webhook ready for use. Printing it shows the name only.
 *
 * @param name unique name
 * @param address where to post
 * @param secret key of the signature
 * @param minSeverity quieter alerts are not sent
 */
public record WebhookTarget(String name, URI address, String secret, Severity minSeverity) {
  @Override
  public String toString() {
    return "WebhookTarget[" + name + "]";
  }
}
