package io.keyfuse.ingest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.keyfuse.ingest.validate.UsageValidator;
import java.io.InputStream;
import java.time.InstantSource;

/**
 * {@code POST /v1/usage}: takes a JSON object, a JSON array or NDJSON, plain or gzip, from holders
 * of a bearer token, and answers when every valid record is stored durably. Thread-safe.
 */
public final class UsageRoutes implements IntakeProtocol {
  /** Where usage is posted to. */
  public static final String PATH = "/v1/usage";

  private final IntakeDoor door;
  private final BatchReader reader;

  /** Makes the routes behind the door. */
  public UsageRoutes(IntakeDoor door, UsageValidator validator, InstantSource clock) {
    this.door = door;
    this.reader =
        new BatchReader(
            door.config(),
            BatchReader.DEEPEST_RECORD,
            UsageJsonReader::read,
            () ->
                new BatchCollector("http", validator, clock.instant(), door.config().maxRecords()));
  }

  /** Adds the route. */
  public void register(JavalinConfig javalin) {
    javalin.routes.post(PATH, context -> door.serve(context, this));
  }

  @Override
  public ParsedBatch read(Context request, InputStream body) {
    return reader.read(
        body,
        RequestBody.isLines(request.header("Content-Type")) ? Framing.LINES : Framing.ONE_VALUE);
  }
}
