package io.keyfuse.app.cli;

import io.keyfuse.app.dlq.DlqClients;
import io.keyfuse.app.dlq.Letter;
import io.keyfuse.app.dlq.LetterId;
import io.keyfuse.app.dlq.LetterPage;
import io.keyfuse.app.dlq.RecordLookup;
import io.keyfuse.schemas.config.ConfigException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Shows one dead letter: cause, source, headers and value.",
      "What looks like a secret is masked."
    })
final class DlqShowCommand implements Callable<Integer> {
  @Mixin private DlqOptions options;

  @Parameters(paramLabel = "PARTITION:OFFSET", description = "The letter, as list names it.")
  private String id;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    LetterId wanted = LetterId.parse(id);
    try (DlqClients clients = new DlqClients(options.config(), System.getenv())) {
      RecordLookup lookup = clients.lookup();
      Letter letter =
          lookup
              .letter(wanted)
              .orElseThrow(
                  () ->
                      new ConfigException(
                          "PARTITION:OFFSET", "no letter at " + wanted + "; see keyfuse dlq list"));
      boolean replayed = clients.log().replayed(done -> {}).contains(wanted);
      LetterPage page = LetterPage.of(letter, replayed, lookup, clients.decoder());
      PrintWriter out = spec.commandLine().getOut();
      out.print(options.isJson() ? page.json() : page.text());
      out.flush();
    }
    return 0;
  }
}
