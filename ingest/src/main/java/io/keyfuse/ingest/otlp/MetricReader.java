package io.keyfuse.ingest.otlp;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.http.ErrorCode;
import io.keyfuse.ingest.http.RequestFault;
import io.keyfuse.schemas.id.NameUuid;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads token metrics: the points of one interval and one set of attributes become one event, which
 * is one part; a metric that counts no tokens is one ignored part. Cumulative points count by their
 * difference to the last stored one.
 */
final class MetricReader implements ExportReader {
  private static final Set<String> SPLIT = Set.of(TokenMetric.TOKEN_TYPE, TokenMetric.MODALITY);
  private static final String NO_TOKENS = "no token metric";
  private static final int LONGEST_NAME = 256;
  private static final int CUMULATIVE = 2;
  private static final int SUM = 7;
  private static final int HISTOGRAM = 9;

  /** One data point while its metric is read. */
  private static final class Point {
    private final AttributeSet attributes = new AttributeSet();
    private long start;
    private long time;
    private double sum;
    private long count;

    SeriesMemory.Reading reading() {
      return new SeriesMemory.Reading(start, time, sum, count);
    }
  }

  /** One metric while it is read; its name may follow its points. */
  private static final class Metric {
    private final List<Point> points = new ArrayList<>();
    private @Nullable String name;
    private long temporality;
  }

  private final OtlpConfig config;
  private final TokenRowDecoder decoder;
  private final SeriesMemory memory;
  private final AttributeReader attributes = AttributeReader.all();
  private final Map<String, SeriesMemory.Reading> readings = new HashMap<>();
  private int points;

  MetricReader(OtlpConfig config, SeriesMemory memory, Instant now) {
    this.config = config;
    this.memory = memory;
    this.decoder = new TokenRowDecoder(config, now);
  }

  @Override
  public void read(OtlpInput in, Consumer<Decoded> parts) throws IOException {
    while (in.next(OtlpFields.EXPORT) != 0) {
      in.each(() -> resource(in, parts));
    }
  }

  @Override
  public void stored() {
    memory.stored(readings);
  }

  private void resource(OtlpInput in, Consumer<Decoded> parts) throws IOException {
    AttributeSet resource = new AttributeSet();
    List<Metric> metrics = new ArrayList<>();
    ResourceReader.read(in, attributes, resource, () -> scope(in, metrics));
    String resourceId = NameUuid.of("otlp-resource", resource.identity(Set.of()));
    Map<String, TokenRow> rows = new LinkedHashMap<>();
    metrics.forEach(metric -> gather(metric, resourceId, rows, parts));
    rows.values().forEach(row -> parts.accept(decoder.decode(row, resource, resourceId)));
  }

  private void scope(OtlpInput in, List<Metric> metrics) throws IOException {
    while (in.next(OtlpFields.SCOPE_PARTS) != 0) {
      in.each(
          () -> {
            Metric metric = new Metric();
            metric(in, metric);
            metrics.add(metric);
          });
    }
  }

  private void metric(OtlpInput in, Metric into) throws IOException {
    for (int field = in.next(OtlpFields.METRIC); field != 0; field = in.next(OtlpFields.METRIC)) {
      if (field == 1) {
        into.name = in.text(LONGEST_NAME);
      } else if (into.name != null && TokenMetric.named(into.name) == null) {
        in.skip();
      } else {
        OtlpFields layout =
            field == SUM
                ? OtlpFields.NUMBER_POINT
                : field == HISTOGRAM ? OtlpFields.HISTOGRAM_POINT : OtlpFields.EXPONENTIAL_POINT;
        in.each(() -> series(in, layout, into));
      }
    }
  }

  private void series(OtlpInput in, OtlpFields layout, Metric into) throws IOException {
    for (int field = in.next(OtlpFields.SERIES); field != 0; field = in.next(OtlpFields.SERIES)) {
      if (field == 2) {
        into.temporality = in.integer();
      } else {
        in.each(() -> into.points.add(point(in, layout)));
      }
    }
  }

  private Point point(OtlpInput in, OtlpFields layout) throws IOException {
    if (++points > config.maxCalls()) {
      throw new RequestFault(
          ErrorCode.TOO_MANY_RECORDS,
          "a request may have " + config.maxCalls() + " data points; send smaller batches");
    }
    Point point = new Point();
    boolean isNumber = layout == OtlpFields.NUMBER_POINT;
    for (int field = in.next(layout); field != 0; field = in.next(layout)) {
      switch (field) {
        case 2 -> point.start = in.integer();
        case 3 -> point.time = in.integer();
        case 4 -> number(in, isNumber, point);
        case 5 -> point.sum = in.real();
        case 6 -> point.sum = in.integer();
        default -> attributes.read(in, point.attributes);
      }
    }
    return point;
  }

  private static void number(OtlpInput in, boolean isNumber, Point into) throws IOException {
    if (isNumber) {
      into.sum = in.real();
    } else {
      into.count = in.integer();
    }
  }

  private void gather(
      Metric metric, String resourceId, Map<String, TokenRow> rows, Consumer<Decoded> parts) {
    TokenMetric known = TokenMetric.named(metric.name);
    if (metric.points.isEmpty()) {
      parts.accept(new Decoded.Ignored("metric", NO_TOKENS));
    }
    for (Point point : metric.points) {
      Meaning meaning = known == null ? null : known.of(point.attributes);
      if (known == null || meaning == null) {
        parts.accept(new Decoded.Ignored("data point", NO_TOKENS));
        continue;
      }
      SeriesMemory.Reading reading = point.reading();
      if (metric.temporality == CUMULATIVE) {
        String series = seriesId(resourceId, metric, point);
        readings.put(series, reading);
        reading = memory.difference(series, reading);
      }
      String row = point.attributes.identity(SPLIT) + point.start + '/' + point.time;
      SeriesMemory.Reading interval = reading;
      rows.computeIfAbsent(row, id -> new TokenRow(point.attributes, interval))
          .add(known.layer(), meaning, reading);
    }
  }

  // Short, however long the attributes are: it is remembered for every series.
  private static String seriesId(String resourceId, Metric metric, Point point) {
    return NameUuid.of(
        "otlp-series",
        resourceId,
        String.valueOf(metric.name),
        point.attributes.identity(Set.of()));
  }
}
