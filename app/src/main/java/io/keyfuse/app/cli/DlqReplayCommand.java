package io.keyfuse.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.dlq.DlqClients;
import io.keyfuse.app.dlq.LetterFilter;
import io.keyfuse.app.dlq.LetterId;
import io.keyfuse.app.dlq.LetterLog;
import io.keyfuse.app.dlq.LetterMender;
import io.keyfuse.app.dlq.LetterReplay;
import io.keyfuse.app.dlq.Remedy;
import io.keyfuse.app.dlq.ReplayTally;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends dead letters back to their topic, as they came or mended. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Sends dead letters back to keyfuse.usage.v1, as they came or mended.",
      "A letter goes back once; an event counts once, however often it is replayed.",
      "Exit code 0 only when every selected letter went back."
    })
final class DlqReplayCommand implements Callable<Integer> {
  @Mixin private DlqOptions options;
  @Mixin private DlqOptions.Selection selection;

  @Parameters(
      arity = "0..*",
      paramLabel = "PARTITION:OFFSET",
      description = "Letters as list names them; or select by the options.")
  private List<String> ids = List.of();

  @Option(
      names = "--patch",
      paramLabel = "JSON|@FILE",
      description =
          "Merge patch (RFC 7396) on the record as show prints it. Sets the record key too.")
  private @Nullable String patch;

  @Option(names = "--rekey", description = "Set the record key to the value's credential id.")
  private boolean rekey;

  @Option(names = "--again", description = "Also letters that were replayed before.")
  private boolean again;

  @Option(names = "--dry-run", description = "Say what would be replayed; write nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Write.")
  private boolean yes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    LetterFilter filter =
        selection.filter(
            ids.stream().map(LetterId::parse).collect(Collectors.toSet()), Instant.now());
    if (filter.isEmpty()) {
      throw new ConfigException(
          "PARTITION:OFFSET", "name letters, or select them by --reason, --topic or --since");
    }
    if (dryRun == yes) {
      throw new ConfigException("--yes", "say --yes to write, or --dry-run to see what would be");
    }
    Remedy remedy = new Remedy(patch == null ? null : json(patch), rekey);
    ReplayTally tally = replay(filter, remedy);
    if (!ids.isEmpty() && tally.selected() == 0) {
      throw new ConfigException("PARTITION:OFFSET", "no such letter; see keyfuse dlq list");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(options.isJson() ? tally.json(dryRun) : tally.text(dryRun));
    out.flush();
    return tally.isComplete() ? 0 : 1;
  }

  private ReplayTally replay(LetterFilter filter, Remedy remedy) {
    AppConfig config = options.config();
    try (DlqClients clients = new DlqClients(config, System.getenv())) {
      // The producer first: it ends another replay before this one reads the markers.
      Producer<byte[], byte[]> producer = dryRun ? null : clients.producer();
      LetterLog log = clients.log();
      LetterMender mender =
          new LetterMender(
              clients.serdes().value(Topics.USAGE),
              new UsageValidator(config.ingest().limits()),
              InstantSource.system(),
              remedy);
      ProgressBar bar = DlqOptions.bar(spec.commandLine().getErr(), log.length());
      try {
        return new LetterReplay(mender, clients.lookup(), producer)
            .run(log, filter, again, bar::done);
      } finally {
        bar.close();
      }
    }
  }

  private static JsonNode json(String text) {
    try {
      String read = text.startsWith("@") ? Files.readString(Path.of(text.substring(1))) : text;
      JsonNode tree = new ObjectMapper().readTree(read);
      if (!tree.isObject()) {
        throw new ConfigException(
            "--patch", "must be an object, such as {\"tokens\":{\"input\":1}}");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new ConfigException("--patch", "is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new ConfigException("--patch", "cannot read " + text.substring(1));
    }
  }
}
