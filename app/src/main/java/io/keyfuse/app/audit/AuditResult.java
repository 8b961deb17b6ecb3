package io.keyfuse.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.audit.AuditReport;
import io.keyfuse.alerting.audit.ChainSpan;
import io.keyfuse.alerting.audit.Expectation.Witness;
import io.keyfuse.alerting.audit.Flaw;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as text and as JSON, which is a witness for later. Stateless and thread-safe. */
public final class AuditResult {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditResult() {}

  /** Returns a line for each chain and each flaw, and a verdict. */
  public static String text(AuditReport report) {
    StringBuilder text = new StringBuilder();
    for (ChainSpan chain : report.chains()) {
      line(
          text,
          "chain %s: sequence %,d to %,d, signed up to %,d, ends in %s",
          chain.chain(),
          chain.first(),
          chain.last(),
          chain.signedUpTo(),
          chain.hash());
    }
    report.flaws().forEach(flaw -> line(text, "%s", sentence(flaw)));
    line(
        text,
        "%,d records, %,d chains: %s",
        report.records(),
        report.chains().size(),
        report.isClean() ? "untouched" : "TAMPERED WITH");
    return text.toString();
  }

  /** Returns one JSON object. */
  public static String json(AuditReport report) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("result", report.isClean() ? "ok" : "tampered")
            .put("records", report.records());
    ArrayNode chains = json.putArray("chains");
    for (ChainSpan chain : report.chains()) {
      chains
          .addObject()
          .put("chain", chain.chain())
          .put("partition", chain.partition())
          .put("first", chain.first())
          .put("last", chain.last())
          .put("hash", chain.hash())
          .put("signed_up_to", chain.signedUpTo());
    }
    ArrayNode flaws = json.putArray("flaws");
    for (Flaw flaw : report.flaws()) {
      flaws
          .addObject()
          .put("chain", flaw.chain())
          .put("partition", flaw.partition())
          .put("sequence", flaw.sequence())
          .put("signed_up_to", flaw.signedUpTo())
          .put("problem", flaw.problem().name())
          .put("detail", flaw.detail());
    }
    return json.toPrettyString() + System.lineSeparator();
  }

  /**
   * Reads the JSON of an earlier report as a witness.
   *
   * @throws ConfigException when it is none, or tells of tampering
   */
  public static List<Witness> witnesses(Path file) {
    try {
      JsonNode json = JSON.readTree(file.toFile());
      if (!json.path("result").asText().equals("ok")) {
        throw new ConfigException("--witness", file + " is no result 'ok' of audit verify -o json");
      }
      List<Witness> witnesses = new ArrayList<>();
      for (JsonNode chain : json.path("chains")) {
        witnesses.add(
            new Witness(
                chain.path("chain").asText(),
                chain.path("last").asLong(),
                chain.path("hash").asText()));
      }
      return witnesses;
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("--witness", "cannot read " + file + " (" + e.getMessage() + ")");
    }
  }

  private static String sentence(Flaw flaw) {
    return String.format(
        Locale.ROOT,
        "partition %d, sequence %,d: %s: %s%s",
        flaw.partition(),
        flaw.sequence(),
        flaw.problem().name(),
        flaw.detail(),
        flaw.sequence() - flaw.signedUpTo() > 1
            ? String.format(Locale.ROOT, "; all after sequence %,d is in doubt", flaw.signedUpTo())
            : "");
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
