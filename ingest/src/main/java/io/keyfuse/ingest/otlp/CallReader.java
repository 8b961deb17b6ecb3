package io.keyfuse.ingest.otlp;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.http.ErrorCode;
import io.keyfuse.ingest.http.RequestFault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads spans or log records. Of a resource's parts only those that tell of a generative-AI call
 * are held, and only until the resource is read: its attributes may follow its parts.
 */
final class CallReader implements ExportReader {
  private static final String DETAILS = "gen_ai.client.inference.operation.details";
  private static final String EVENT_NAME = "event.name";
  private static final int LONGEST_NAME = 128;
  private static final int STATUS_ERROR = 2;

  private final OtlpSignal signal;
  private final OtlpConfig config;
  private final CallDecoder decoder;
  private final Instant now;
  private final AttributeReader attributes;
  private int calls;
  private int read;

  CallReader(OtlpSignal signal, OtlpConfig config, Instant now) {
    this.signal = signal;
    this.config = config;
    this.decoder = new CallDecoder(config);
    this.now = now;
    this.attributes = AttributeReader.of(wanted(config));
  }

  // What is wanted is known by name; everything else stays in its encoded form.
  private static Set<String> wanted(OtlpConfig config) {
    return Stream.of(
            GenAiAttributes.all().stream(),
            config.attributes().all(),
            config.credentials().stream().map(CredentialMatch::attribute),
            Stream.of(
                CallDecoder.ANTHROPIC_ORGANIZATION, CallDecoder.ANTHROPIC_WORKSPACE, EVENT_NAME))
        .flatMap(names -> names)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void read(OtlpInput in, Consumer<Decoded> parts) throws IOException {
    while (in.next(OtlpFields.EXPORT) != 0) {
      in.each(() -> resource(in, parts));
    }
  }

  private void resource(OtlpInput in, Consumer<Decoded> parts) throws IOException {
    AttributeSet resource = new AttributeSet();
    List<Call> found = new ArrayList<>();
    ResourceReader.read(in, attributes, resource, () -> scope(in, found, parts));
    found.forEach(call -> parts.accept(decoder.decode(signal.feed(), call, resource, now)));
  }

  private void scope(OtlpInput in, List<Call> found, Consumer<Decoded> parts) throws IOException {
    while (in.next(OtlpFields.SCOPE_PARTS) != 0) {
      in.each(() -> part(in, found, parts));
    }
  }

  private void part(OtlpInput in, List<Call> found, Consumer<Decoded> parts) throws IOException {
    Draft draft = new Draft((signal == OtlpSignal.TRACES ? "span " : "log record ") + read++);
    if (signal == OtlpSignal.TRACES) {
      span(in, draft);
    } else {
      record(in, draft);
    }
    String why =
        signal == OtlpSignal.LOGS && !DETAILS.equals(draft.eventName())
            ? "another event"
            : decoder.ignored(draft.attributes);
    if (why != null) {
      parts.accept(new Decoded.Ignored(draft.where, why));
      return;
    }
    if (++calls > config.maxCalls()) {
      throw new RequestFault(
          ErrorCode.TOO_MANY_RECORDS,
          "a request may have " + config.maxCalls() + " calls; send smaller batches");
    }
    found.add(draft.call());
  }

  private void span(OtlpInput in, Draft draft) throws IOException {
    for (int field = in.next(OtlpFields.SPAN); field != 0; field = in.next(OtlpFields.SPAN)) {
      switch (field) {
        case 1 -> draft.traceId = in.hex();
        case 2 -> draft.spanId = in.hex();
        case 7 -> draft.nanos = in.integer();
        case 8 -> draft.endNanos = in.integer();
        case 9 -> attributes.read(in, draft.attributes);
        default -> in.each(() -> status(in, draft));
      }
    }
  }

  private static void status(OtlpInput in, Draft draft) throws IOException {
    while (in.next(OtlpFields.STATUS) != 0) {
      draft.failed = in.integer() == STATUS_ERROR;
    }
  }

  private void record(OtlpInput in, Draft draft) throws IOException {
    for (int field = in.next(OtlpFields.LOG_RECORD);
        field != 0;
        field = in.next(OtlpFields.LOG_RECORD)) {
      switch (field) {
        case 1 -> draft.nanos = in.integer();
        case 6 -> attributes.read(in, draft.attributes);
        case 9 -> draft.traceId = in.hex();
        case 10 -> draft.spanId = in.hex();
        case 11 -> draft.endNanos = in.integer();
        default -> draft.eventName = in.text(LONGEST_NAME);
      }
    }
  }

  /** A span or a log record while it is read. */
  private static final class Draft {
    private final String where;
    private final AttributeSet attributes = new AttributeSet();
    private @Nullable String traceId;
    private @Nullable String spanId;
    private @Nullable String eventName;
    private long nanos;
    private long endNanos;
    private boolean failed;

    Draft(String where) {
      this.where = where;
    }

    @Nullable String eventName() {
      return eventName == null ? attributes.text(List.of(EVENT_NAME)) : eventName;
    }

    Call call() {
      return new Call(where, traceId, spanId, nanos > 0 ? nanos : endNanos, failed, attributes);
    }
  }
}
