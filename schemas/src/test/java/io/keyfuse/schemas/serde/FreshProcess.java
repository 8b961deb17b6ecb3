package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Instant;
import org.apache.avro.util.ClassSecurityValidator;

/** What a program of somebody else does: make a serde, build a record, write and read it. */
final class FreshProcess {
  private FreshProcess() {}

  public static void main(String[] args) {
    var registry = new FixedRegistry(UsageEvent.getClassSchema());
    var writer = new ConfluentAvroSerializer<UsageEvent>(registry, false);
    var reader = new ConfluentAvroDeserializer<UsageEvent>(registry, UsageEvent.getClassSchema());
    UsageEvent event =
        UsageEvent.newBuilder()
            .setEventId("1")
            .setOccurredAt(Instant.EPOCH)
            .setObservedAt(Instant.EPOCH)
            .setSource(UsageSource.TELEMETRY)
            .setCredential(new Credential("openai", "acme", "key_1"))
            .setTokens(TokenCounts.newBuilder().build())
            .build();
    UsageEvent read = reader.deserialize("t", writer.serialize("t", event));
    boolean same = event.equals(read) && event.getStatus() == UsageStatus.UNKNOWN;
    boolean narrow = !ClassSecurityValidator.getGlobal().isTrusted(FreshProcess.class);
    System.exit(same && narrow ? 0 : 1);
  }
}
