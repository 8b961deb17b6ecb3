package io.keyfuse.ingest.decode;

import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.ingest.validate.SecretShape;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.v1.ContextEvent;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what can be believed: usage as the validator says, context without secrets. The rest
 * becomes refused. Used by one thread.
 */
public final class CheckedSink implements PartSink {
  private final UsageValidator validator;
  private final InstantSource clock;
  private final PartSink out;

  /** Makes a check in front of another sink. */
  public CheckedSink(UsageValidator validator, InstantSource clock, PartSink out) {
    this.validator = validator;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void part(Decoded part) {
    Rejection fault =
        part instanceof Decoded.Usage usage
            ? validator.check(usage.event(), clock.instant())
            : part instanceof Decoded.Context context ? secret(context.event()) : null;
    out.part(fault == null ? part : new Decoded.Refused(part.where(), fault));
  }

  @Override
  public void merged(long rows) {
    out.merged(rows);
  }

  private static @Nullable Rejection secret(ContextEvent event) {
    if (SecretShape.isIn(event.getScope()) || SecretShape.isIn(event.getContextId())) {
      return rejection("scope");
    }
    for (Map.Entry<String, String> attribute : event.getAttributes().entrySet()) {
      if (SecretShape.isIn(attribute.getValue())) {
        return rejection("attributes." + attribute.getKey());
      }
    }
    return null;
  }

  private static Rejection rejection(String field) {
    return new Rejection(
        RejectReason.SECRET_IN_EVENT,
        field,
        field + " looks like a secret key; rotate the key: it is in this file");
  }
}
