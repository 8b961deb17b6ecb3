package io.keyfuse.console.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.keyfuse.console.ConsoleConfig;
import io.keyfuse.console.model.IncidentDetail;
import io.keyfuse.console.model.ReadModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console's page at {@code /} and its API under {@code /api/v1}. The API needs a bearer token;
 * the page and its parts hold no data and need none. Errors are a closed set. Counts {@code
 * keyfuse.console.requests} by result: requests = ok + the error codes. Thread-safe; {@link #close}
 * ends the event streams and must come before the server stops.
 */
public final class ConsoleRoutes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleRoutes.class);
  private static final String API = "/api/v1";
  private static final int DEFAULT_LIMIT = 200;
  private static final int MAX_LIMIT = 1_000;

  private final ReadModel model;
  private final TokenGuard guard;
  private final MeterRegistry registry;
  private final JsonCodec json = new JsonCodec();
  private final AssetRoutes assets = new AssetRoutes();
  private final StreamRoute stream;

  /**
   * Makes the routes.
   *
   * @param token the bearer token itself
   * @throws IllegalStateException when a part of the page is missing from the jar
   */
  public ConsoleRoutes(
      ReadModel model, ConsoleConfig config, String token, MeterRegistry registry) {
    this.model = model;
    this.guard = new TokenGuard(token);
    this.registry = registry;
    this.stream = new StreamRoute(model, json, config, registry);
  }

  /** Registers all routes; called once, while the server is being configured. */
  public void register(JavalinConfig config) {
    assets.register(config);
    get(config, "/overview", ctx -> write(ctx, model.overview()));
    get(config, "/incidents", ctx -> list(ctx, "incidents", model::incidents));
    get(config, "/incidents/{id}", this::incident);
    get(config, "/commands", ctx -> list(ctx, "commands", model::commands));
    get(config, "/decisions", ctx -> list(ctx, "decisions", model::decisions));
    get(config, "/keys", ctx -> list(ctx, "keys", model::keys));
    get(config, "/spend", ctx -> write(ctx, model.spend()));
    get(config, "/stream", stream::handle);
    get(config, "/*", ConsoleRoutes::unknown);
    for (HandlerType method :
        List.of(HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)) {
      config.routes.addHttpHandler(method, API + "/*", guarded(ConsoleRoutes::readOnly));
    }
  }

  /** Ends the event streams. */
  @Override
  public void close() {
    stream.close();
  }

  private void get(JavalinConfig config, String path, Handler handler) {
    config.routes.get(API + path, guarded(handler));
  }

  private Handler guarded(Handler handler) {
    return ctx -> {
      SecurityHeaders.put(ctx);
      ctx.header("Cache-Control", "no-store");
      try {
        if (!guard.admits(ctx.header("Authorization"))) {
          throw new ApiException(ErrorCode.UNAUTHORIZED);
        }
        handler.handle(ctx);
        count("ok");
      } catch (ApiException e) {
        fail(ctx, e.code());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(ctx, ErrorCode.INTERNAL);
      } catch (RuntimeException e) {
        LOG.error("the console failed to answer {}", ctx.endpoint().path, e);
        fail(ctx, ErrorCode.INTERNAL);
      }
    };
  }

  private void incident(Context ctx) {
    IncidentDetail detail = model.incident(ctx.pathParam("id"));
    if (detail == null) {
      throw new ApiException(ErrorCode.NOT_FOUND);
    }
    write(ctx, detail);
  }

  private void list(Context ctx, String name, Function<Integer, List<?>> lister) {
    write(ctx, Map.of(name, lister.apply(limit(ctx.queryParam("limit")))));
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    if (!text.matches("[0-9]{1,4}")) {
      throw new ApiException(ErrorCode.BAD_LIMIT);
    }
    int limit = Integer.parseInt(text);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ApiException(ErrorCode.BAD_LIMIT);
    }
    return limit;
  }

  private void write(Context ctx, Object view) {
    ctx.contentType("application/json; charset=utf-8").result(json.write(view));
  }

  private void fail(Context ctx, ErrorCode code) {
    count(code.code());
    if (code == ErrorCode.UNAUTHORIZED) {
      ctx.header("WWW-Authenticate", "Bearer realm=\"keyfuse\"");
    }
    ctx.status(code.status());
    write(ctx, Map.of("error", Map.of("code", code.code(), "message", code.message())));
  }

  private void count(String result) {
    registry.counter("keyfuse.console.requests", "result", result).increment();
  }

  private static void unknown(Context ctx) {
    throw new ApiException(ErrorCode.NOT_FOUND);
  }

  private static void readOnly(Context ctx) {
    throw new ApiException(ErrorCode.METHOD_NOT_ALLOWED);
  }
}
