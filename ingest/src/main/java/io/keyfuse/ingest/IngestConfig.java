package io.keyfuse.ingest;

import io.keyfuse.ingest.dedupe.DedupeConfig;
import io.keyfuse.ingest.feed.FeedsConfig;
import io.keyfuse.ingest.http.HttpIntakeConfig;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.schemas.config.Doc;

/** The section {@code ingest} of the configuration. Immutable; omitted parts take defaults. */
@Doc("How usage comes in: the HTTP intake, what is believed, counted once and priced.")
public record IngestConfig(
    @Doc("The HTTP intake.") HttpIntakeConfig http,
    @Doc("Bounds of a believable event.") UsageLimits limits,
    @Doc("How long counted events and buckets are remembered.") DedupeConfig dedupe,
    @Doc("How usage is priced.") PriceConfig prices,
    @Doc("Providers whose reports are read.") FeedsConfig feeds) {

  /** Fills in defaults. */
  public IngestConfig {
    http = http == null ? HttpIntakeConfig.defaults() : http;
    limits = limits == null ? UsageLimits.defaults() : limits;
    dedupe = dedupe == null ? DedupeConfig.defaults() : dedupe;
    prices = prices == null ? PriceConfig.defaults() : prices;
    feeds = feeds == null ? FeedsConfig.none() : feeds;
  }

  /** Returns the defaults. */
  public static IngestConfig defaults() {
    return new IngestConfig(
        HttpIntakeConfig.defaults(),
        UsageLimits.defaults(),
        DedupeConfig.defaults(),
        PriceConfig.defaults(),
        FeedsConfig.none());
  }
}
