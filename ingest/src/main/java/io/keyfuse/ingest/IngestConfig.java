package io.keyfuse.ingest;

import io.keyfuse.ingest.dedupe.DedupeConfig;
import io.keyfuse.ingest.feed.FeedsConfig;
import io.keyfuse.ingest.file.FileFeedsConfig;
import io.keyfuse.ingest.http.HttpIntakeConfig;
import io.keyfuse.ingest.otlp.OtlpConfig;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.ingest.push.CloudEventsConfig;
import io.keyfuse.ingest.push.LiteLlmConfig;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.schemas.config.Doc;
import java.nio.file.Path;
import java.util.List;

/** The section {@code ingest} of the configuration. Immutable; omitted parts take defaults. */
@Doc("How usage comes in: the HTTP intake, what is believed, counted once and priced.")
public record IngestConfig(
    @Doc("The HTTP intake.") HttpIntakeConfig http,
    @Doc("OpenTelemetry data.") OtlpConfig otlp,
    @Doc("LiteLLM's generic callback.") LiteLlmConfig litellm,
    @Doc("CloudEvents.") CloudEventsConfig cloudevents,
    @Doc("Files of mappings for POST /v1/json/NAME and for CloudEvents.") List<Path> mappings,
    @Doc("Bounds of a believable event.") UsageLimits limits,
    @Doc("How long counted events and buckets are remembered.") DedupeConfig dedupe,
    @Doc("How usage is priced.") PriceConfig prices,
    @Doc("How bills and logs are read from files.") FileFeedsConfig files,
    @Doc("Providers whose reports are read.") FeedsConfig feeds) {

  /** Fills in defaults. */
  public IngestConfig {
    http = http == null ? HttpIntakeConfig.defaults() : http;
    otlp = otlp == null ? OtlpConfig.defaults() : otlp;
    litellm = litellm == null ? LiteLlmConfig.defaults() : litellm;
    cloudevents = cloudevents == null ? CloudEventsConfig.defaults() : cloudevents;
    mappings = mappings == null ? List.of() : List.copyOf(mappings);
    limits = limits == null ? UsageLimits.defaults() : limits;
    dedupe = dedupe == null ? DedupeConfig.defaults() : dedupe;
    prices = prices == null ? PriceConfig.defaults() : prices;
    files = files == null ? FileFeedsConfig.defaults() : files;
    feeds = feeds == null ? FeedsConfig.none() : feeds;
  }

  /** Returns the defaults. */
  public static IngestConfig defaults() {
    return new IngestConfig(
        HttpIntakeConfig.defaults(),
        OtlpConfig.defaults(),
        LiteLlmConfig.defaults(),
        CloudEventsConfig.defaults(),
        List.of(),
        UsageLimits.defaults(),
        DedupeConfig.defaults(),
        PriceConfig.defaults(),
        FileFeedsConfig.defaults(),
        FeedsConfig.none());
  }
}
