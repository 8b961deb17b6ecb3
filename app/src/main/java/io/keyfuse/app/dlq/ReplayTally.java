package io.keyfuse.app.dlq;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a replay did: selected = replayed + already replayed + refused. Not thread-safe. */
public final class ReplayTally {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_REFUSALS = 20;

  private final List<Refusal> refusals = new ArrayList<>();
  private long replayed;
  private long skipped;
  private long refused;

  /** A letter that does not go back, and why. */
  private record Refusal(LetterId id, String why) {}

  /** What became of one letter. */
  record Result(boolean isReplayed, @Nullable String refusal) {
    static Result replayed() {
      return new Result(true, null);
    }

    static Result skipped() {
      return new Result(false, null);
    }

    static Result refused(String why) {
      return new Result(false, why);
    }
  }

  void add(LetterId id, Result result) {
    String why = result.refusal();
    if (why != null) {
      refused++;
      if (refusals.size() < MOST_REFUSALS) {
        refusals.add(new Refusal(id, SecretMask.line(why)));
      }
    } else if (result.isReplayed()) {
      replayed++;
    } else {
      skipped++;
    }
  }

  /** Returns how many letters went back, or would in a dry run. */
  public long replayed() {
    return replayed;
  }

  /** Returns how many letters were selected. */
  public long selected() {
    return replayed + skipped + refused;
  }

  /** Returns true when nothing selected was refused. */
  public boolean isComplete() {
    return refused == 0;
  }

  /** Returns a summary, refusals first. */
  public String text(boolean dryRun) {
    StringBuilder text = new StringBuilder();
    refusals.forEach(r -> text.append(String.format("%-14s not replayed: %s%n", r.id(), r.why())));
    if (refused > refusals.size()) {
      text.append(String.format(Locale.ROOT, "... and %,d more%n", refused - refusals.size()));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "%s%,d of %,d letters, %,d replayed before, %,d not replayable%n",
                dryRun ? "dry run: would replay " : "replayed ",
                replayed,
                selected(),
                skipped,
                refused))
        .toString();
  }

  /** Returns one JSON object. */
  public String json(boolean dryRun) {
    ObjectNode json = JSON.createObjectNode().put("dry_run", dryRun);
    json.put("selected", selected())
        .put("replayed", replayed)
        .put("replayed_before", skipped)
        .put("refused", refused);
    var list = json.putArray("refusals");
    refusals.forEach(r -> list.addObject().put("id", r.id().toString()).put("why", r.why()));
    return json.toPrettyString() + System.lineSeparator();
  }
}
