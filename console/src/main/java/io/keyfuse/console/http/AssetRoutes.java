package io.keyfuse.console.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The page and its parts: a closed list held in memory, so that no request names a file. A missing
 * part is an error at start. Thread-safe.
 */
final class AssetRoutes {
  private static final String JS = "text/javascript; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String OURS = "/io/keyfuse/console/page/";
  private static final String JARS = "/META-INF/resources/webjars/";

  private static final List<Place> PLACES =
      List.of(
          new Place("/", OURS + "index.html", "text/html; charset=utf-8"),
          new Place("/console/icon.svg", OURS + "icon.svg", "image/svg+xml"),
          new Place("/console/console.css", OURS + "console.css", CSS),
          new Place("/console/theme.css", OURS + "theme.css", CSS),
          new Place("/console/app.js", OURS + "app.js", JS),
          new Place("/console/api.js", OURS + "api.js", JS),
          new Place("/console/chart.js", OURS + "chart.js", JS),
          new Place("/console/format.js", OURS + "format.js", JS),
          new Place("/console/views.js", OURS + "views.js", JS),
          new Place("/console/incident.js", OURS + "incident.js", JS),
          new Place("/console/lit-html.js", JARS + "lit-html/3.3.2/lit-html.js", JS),
          new Place("/console/uplot.js", JARS + "uplot/1.6.30/dist/uPlot.esm.js", JS),
          new Place("/console/uplot.css", JARS + "uplot/1.6.30/dist/uPlot.min.css", CSS));

  private final List<Asset> assets;

  AssetRoutes() {
    this.assets = PLACES.stream().map(AssetRoutes::load).toList();
  }

  void register(JavalinConfig config) {
    assets.forEach(asset -> config.routes.get(asset.place.path, ctx -> answer(ctx, asset)));
  }

  private static void answer(Context ctx, Asset asset) {
    SecurityHeaders.put(ctx);
    ctx.header("Cache-Control", "no-cache").header("ETag", asset.etag);
    if (asset.etag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    ctx.contentType(asset.place.type).result(asset.text);
  }

  private static Asset load(Place place) {
    try (InputStream in = AssetRoutes.class.getResourceAsStream(place.resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + place.resource + "; build it again");
      }
      byte[] bytes = in.readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Asset(place, text, '"' + HexFormat.of().formatHex(digest, 0, 12) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + place.resource, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private record Place(String path, String resource, String type) {}

  private record Asset(Place place, String text, String etag) {}
}
