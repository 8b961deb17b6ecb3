package io.keyfuse.app.cli;

import io.keyfuse.app.dlq.DlqClients;
import io.keyfuse.app.dlq.LetterFilter;
import io.keyfuse.app.dlq.LetterList;
import io.keyfuse.app.dlq.LetterLog;
import io.keyfuse.schemas.config.ConfigException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists dead letters, the newest of a selection. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Lists the newest dead letters of a selection, and counts all of it by reason.")
final class DlqListCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Mixin private DlqOptions options;
  @Mixin private DlqOptions.Selection selection;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "Most letters that are listed, 1 to 10000.")
  private int limit;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new ConfigException("--limit", limit + " is out of range; use 1 to " + MOST);
    }
    PrintWriter out = spec.commandLine().getOut();
    LetterFilter filter = selection.filter(Set.of(), Instant.now());
    LetterList list = new LetterList(limit);
    try (DlqClients clients = new DlqClients(options.config(), System.getenv())) {
      LetterLog log = clients.log();
      // Read twice: a marker comes after its letter.
      ProgressBar bar = DlqOptions.bar(spec.commandLine().getErr(), 2 * log.length());
      LetterLog.Replayed replayed = log.replayed(bar::done);
      log.letters(
          letter -> {
            if (filter.matches(letter)) {
              list.add(letter, replayed.contains(letter.id()));
            }
          },
          done -> bar.done(log.length() + done));
      bar.close();
    }
    out.print(options.isJson() ? list.json() : list.text());
    out.flush();
    return 0;
  }
}
