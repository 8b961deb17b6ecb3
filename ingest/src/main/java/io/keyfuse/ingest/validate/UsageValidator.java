package io.keyfuse.ingest.validate;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a usage event can be believed, the same way at every door. Pure, immutable and
 * thread-safe.
 */
public final class UsageValidator {
  private final NumberCheck numbers;
  private final TimeCheck times;

  /** Makes a validator with the bounds. */
  public UsageValidator(UsageLimits limits) {
    this.numbers = new NumberCheck(limits);
    this.times = new TimeCheck(limits);
  }

  /**
   * Checks a record of the usage topic.
   *
   * @param now wall-clock time, for times in the future
   * @return the first fault, or null when there is none
   */
  public @Nullable Rejection check(@Nullable String key, @Nullable UsageEvent event, Instant now) {
    if (key != null && SecretShape.isIn(key)) {
      return TextCheck.secret("key");
    }
    if (event == null) {
      return new Rejection(RejectReason.MISSING_FIELD, "value", "the record has no value");
    }
    Rejection found = check(event, now);
    if (found == null && key == null) {
      return new Rejection(
          RejectReason.MISSING_FIELD, "key", "the record has no key; use the credential id");
    }
    if (found == null && !CredentialId.of(event.getCredential()).equals(key)) {
      return new Rejection(
          RejectReason.KEY_MISMATCH, "key", "the key must be provider:account:key_id of the value");
    }
    return found;
  }

  /** Checks an event alone; as {@link #check(String, UsageEvent, Instant)}. */
  public @Nullable Rejection check(UsageEvent event, Instant now) {
    Rejection found = TextCheck.check(event);
    if (found == null) {
      found = numbers.check(event);
    }
    return found == null ? times.check(event, now) : found;
  }
}
