package io.keyfuse.app.cli;

import io.keyfuse.alerting.audit.AuditReport;
import io.keyfuse.alerting.audit.ChainVerifier;
import io.keyfuse.alerting.audit.Expectation;
import io.keyfuse.alerting.sign.CommandVerifier;
import io.keyfuse.alerting.sign.SigningConfig;
import io.keyfuse.app.audit.AuditResult;
import io.keyfuse.app.audit.AuditSource;
import io.keyfuse.app.audit.FileSource;
import io.keyfuse.app.audit.TopicSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies the log of decisions. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Verifies the log of decisions: no gap, every hash, every signature.",
      "Reads Kafka, or an export. Names the first bad sequence of each partition."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all is as it was written",
      "1:failed",
      "2:wrong usage or configuration, or FILE is no export",
      "3:the log was tampered with"
    })
final class AuditVerifyCommand implements Callable<Integer> {
  private static final int TAMPERED = 3;

  @Mixin private AuditOptions options;
  @Mixin private OutputOption output;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "An export; Kafka without it.")
  private @Nullable Path file;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Trusted public key, any number; without it those of the configuration.")
  private List<Path> keys = new ArrayList<>();

  @Option(
      names = "--witness",
      paramLabel = "FILE",
      description = {
        "What an earlier verify -o json wrote, kept elsewhere. Shows a log whose end is cut off,",
        "and one that the holder of the signing key wrote anew."
      })
  private @Nullable Path witness;

  @Option(
      names = "--whole",
      description = "Every chain must begin at sequence 1; before retention has taken anything.")
  private boolean whole;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ChainVerifier verifier =
        new ChainVerifier(
            signatures(),
            new Expectation(whole, witness == null ? List.of() : AuditResult.witnesses(witness)));
    try (AuditSource source = source()) {
      ProgressBar bar = DlqOptions.bar(spec.commandLine().getErr(), source.length());
      source.read(verifier::add, bar::done);
      bar.close();
    }
    AuditReport report = verifier.finish();
    PrintWriter out = spec.commandLine().getOut();
    out.print(output.isJson() ? AuditResult.json(report) : AuditResult.text(report));
    out.flush();
    return report.isClean() ? 0 : TAMPERED;
  }

  private AuditSource source() {
    return file == null ? TopicSource.of(options.config()) : new FileSource(file);
  }

  private CommandVerifier signatures() {
    if (keys.isEmpty()) {
      return options.config().response().signing().verifier("response.signing");
    }
    return new SigningConfig(null, null, keys).verifier("--key");
  }
}
