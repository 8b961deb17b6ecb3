package io.keyfuse.app.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes decisions as JSON lines, one each, the same bytes for the same decisions. Stateless. */
public final class CommandFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CommandFile() {}

  /** Writes all decisions, in their order. */
  public static void write(Path file, List<PaperDecision> decisions) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (PaperDecision decision : decisions) {
        out.write(JSON.writeValueAsString(line(decision)));
        out.write('\n');
      }
    }
  }

  private static ObjectNode line(PaperDecision decision) {
    ObjectNode line = JSON.createObjectNode();
    line.put("at", decision.at().toString());
    line.put("key_id", decision.credential().getKeyId());
    line.put("action", decision.action().name().toLowerCase(Locale.ROOT));
    line.put("provider", decision.credential().getProvider());
    line.put("cause", decision.cause().name().toLowerCase(Locale.ROOT));
    line.put("probability", probability(decision));
    decision.signals().forEach(line.putArray("signals")::add);
    line.put("incident_id", decision.incidentId());
    line.put("rung", decision.rung());
    line.put("reason", decision.reason());
    return line;
  }

  private static BigDecimal probability(PaperDecision decision) {
    return BigDecimal.valueOf(decision.probability()).setScale(4, RoundingMode.HALF_UP);
  }
}
