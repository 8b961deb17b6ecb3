package io.keyfuse.app.stream;

import io.keyfuse.alerting.sign.CommandSigner;
import io.keyfuse.alerting.stream.ResponseTopology;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.detectors.stream.DetectionTopology;
import io.keyfuse.ingest.price.PriceBook;
import io.keyfuse.ingest.stream.IngestTopology;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.micrometer.core.instrument.MeterRegistry;

/** Makes the rooms' topologies from configuration. Thread-safe. */
public final class TopologyFactory {
  private final AppConfig config;
  private final TopicSerdes serdes;
  private final MeterRegistry metrics;

  /** Makes a factory. */
  public TopologyFactory(AppConfig config, TopicSerdes serdes, MeterRegistry metrics) {
    this.config = config;
    this.serdes = serdes;
    this.metrics = metrics;
  }

  /** Returns the topology whose commands are signed by the signer. */
  public KeyfuseTopology signedBy(CommandSigner signer) {
    return new KeyfuseTopology(
        new IngestTopology(
            config.ingest(), PriceBook.load(config.ingest().prices(), metrics), metrics),
        new DetectionTopology(config.detection(), metrics),
        new ResponseTopology(config.response(), signer, serdes, metrics),
        serdes);
  }
}
