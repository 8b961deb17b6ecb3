package io.keyfuse.ingest.push;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.ingest.http.BatchCollector;
import io.keyfuse.ingest.http.BatchReader;
import io.keyfuse.ingest.http.ErrorCode;
import io.keyfuse.ingest.http.Framing;
import io.keyfuse.ingest.http.IntakeDoor;
import io.keyfuse.ingest.http.IntakeProtocol;
import io.keyfuse.ingest.http.ParsedBatch;
import io.keyfuse.ingest.http.RecordOutcome;
import io.keyfuse.ingest.http.RecordReader;
import io.keyfuse.ingest.http.RequestBody;
import io.keyfuse.ingest.http.RequestFault;
import io.keyfuse.ingest.validate.UsageValidator;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;

/**
 * The push feeds whose bodies are JSON, behind the same door as {@code /v1/usage}: {@code POST
 * /v1/litellm}, {@code /v1/events} and {@code /v1/json/{mapping}}. Thread-safe.
 */
public final class PushRoutes {
  /** Where LiteLLM's generic callback posts to. */
  public static final String LITELLM = "/v1/litellm";

  /** Where CloudEvents are posted to. */
  public static final String EVENTS = "/v1/events";

  /** Where JSON of other shapes is posted to. */
  public static final String JSON = "/v1/json/{mapping}";

  // Prompts and tool schemas nest deep; they are skipped, not held.
  private static final int DEEPEST = 256;

  private final IntakeDoor door;
  private final UsageValidator validator;
  private final InstantSource clock;
  private final BatchReader litellm;
  private final CloudEventsProtocol events;
  private final JsonMappings mappings;

  /** How each feed is read; mappings are those of {@code ingest.mappings}, bound. */
  public record Settings(
      LiteLlmConfig litellm, CloudEventsConfig cloudevents, List<UsageMapping> mappings) {}

  /**
   * Makes the routes behind the door.
   *
   * @throws io.keyfuse.schemas.config.ConfigException when a mapping does not fit
   */
  public PushRoutes(
      IntakeDoor door, Settings settings, UsageValidator validator, InstantSource clock) {
    this.door = door;
    this.validator = validator;
    this.clock = clock;
    this.mappings = new JsonMappings(settings.mappings());
    LiteLlmDecoder decoder = new LiteLlmDecoder(settings.litellm());
    this.litellm =
        reader(LiteLlmDecoder.FEED, (in, now) -> RecordOutcome.of(decoder.read(in, "record", now)));
    this.events =
        new CloudEventsProtocol(
            new CloudEventReader(settings.cloudevents(), mappings),
            records -> reader(CloudEventReader.FEED, records));
  }

  /** Adds the routes. */
  public void register(JavalinConfig javalin) {
    IntakeProtocol payloads = this::payloads;
    IntakeProtocol mapped = this::mapped;
    javalin.routes.post(LITELLM, context -> door.serve(context, payloads));
    javalin.routes.post(EVENTS, context -> door.serve(context, events));
    javalin.routes.post(JSON, context -> door.serve(context, mapped));
  }

  // LiteLLM says application/json of one object a line, too.
  private ParsedBatch payloads(Context request, InputStream body) {
    var unused = RequestBody.isLines(request.header("Content-Type"));
    return litellm.read(body, Framing.VALUES);
  }

  private ParsedBatch mapped(Context request, InputStream body) {
    boolean isLines = RequestBody.isLines(request.header("Content-Type"));
    JsonMappingReader mapping = mappings.get(request.pathParam("mapping"));
    if (mapping == null) {
      throw new RequestFault(
          ErrorCode.UNKNOWN_TARGET,
          "no such mapping; ingest.mappings has " + mappings.names(),
          "mapping");
    }
    return reader(mapping.feed(), mapping).read(body, isLines ? Framing.LINES : Framing.ONE_VALUE);
  }

  private BatchReader reader(String feed, RecordReader records) {
    int most = door.config().maxRecords();
    return new BatchReader(
        door.config(),
        DEEPEST,
        records,
        () -> new BatchCollector(feed, validator, clock.instant(), most));
  }
}
