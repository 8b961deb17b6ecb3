package io.keyfuse.app.cli;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.ingest.IngestTarget;
import io.keyfuse.app.ingest.KeySync;
import io.keyfuse.app.ingest.KeySyncResult;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.feed.connect.FeedFactory;
import io.keyfuse.ingest.feed.inventory.InventoryFeed;
import io.keyfuse.ingest.stream.InventoryLog;
import io.keyfuse.schemas.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the providers' keys into the inventory, once and now. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Lists the keys of all connections of ingest.feeds and stores what is new or changed",
      "on keyfuse.context.v1. The ingest role does the same every ten minutes."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every list was read to its end",
      "1:a list could not be read, or Kafka did not take a key",
      "2:wrong usage or configuration"
    })
final class KeysSyncCommand implements Callable<Integer> {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "YAML configuration.")
  private Path config;

  @Mixin private OutputOption output;

  @Option(
      names = "--dry-run",
      description = "List the keys and store nothing; needs no Kafka, so that every key is new.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    AppConfig settings = AppConfig.load(config, System.getenv());
    List<PullFeed> inventories = inventories(settings);
    KeySyncResult result = dryRun ? list(inventories) : store(inventories, settings);
    PrintWriter out = spec.commandLine().getOut();
    out.print(output.isJson() ? result.json() : result.text());
    out.flush();
    result.faults().forEach(fault -> spec.commandLine().getErr().println("keyfuse: " + fault));
    return result.isComplete() ? 0 : 1;
  }

  private static KeySyncResult list(List<PullFeed> inventories) {
    return new KeySync(Map.of(), keys -> {}, InstantSource.system()).run(inventories);
  }

  private static KeySyncResult store(List<PullFeed> inventories, AppConfig settings) {
    try (IngestTarget target = IngestTarget.connect(settings, System.getenv());
        InventoryLog log = target.inventory()) {
      return new KeySync(log.known(), log::store, InstantSource.system()).run(inventories);
    }
  }

  private static List<PullFeed> inventories(AppConfig settings) {
    List<PullFeed> inventories =
        new FeedFactory(System.getenv(), InstantSource.system())
            .feeds(settings.ingest().feeds()).stream()
                .filter(feed -> feed.kind().equals(InventoryFeed.KIND))
                .toList();
    if (inventories.isEmpty()) {
      throw new ConfigException(
          "ingest.feeds", "no connection lists keys; add one, without inventory: false");
    }
    return inventories;
  }
}
