package io.keyfuse.app.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.money.NanoUsd;
import java.util.List;
import java.util.Locale;

/**
 * Writes a report for programs: money in decimal text, times in ISO-8601, the same bytes for the
 * same run. Stateless and thread-safe.
 */
public final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  /** Returns one JSON object and a line end. */
  public static String of(BackTestReport report) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode policies = json.putArray("policies");
    report
        .policies()
        .forEach(
            policy ->
                policies.addObject().put("name", policy.name()).put("mode", word(policy.mode())));
    recording(json.putObject("recording"), report.result());
    ObjectNode decisions = json.putObject("decisions");
    for (PaperDecision.Action action : PaperDecision.Action.values()) {
      decisions.put(word(action), report.decisions().getOrDefault(action, 0L));
    }
    decisions.put("dry_run", report.result().counts().dryRuns());
    acts(json.putArray("acts"), report.acts());
    json.putObject("totals")
        .put("before_kills_usd", NanoUsd.toUsd(report.beforeNanos()))
        .put("after_kills_usd", NanoUsd.toUsd(report.afterNanos()));
    PolicyDifference difference = report.difference();
    if (difference != null) {
      difference(json.putObject("difference"), difference);
    }
    return json.toPrettyString() + System.lineSeparator();
  }

  private static void recording(ObjectNode json, BackTestResult result) {
    BackTestResult.Counts counts = result.counts();
    SpendBook.Sides spend = result.spend().total();
    json.put("first_at", counts.firstAt().toString())
        .put("last_at", counts.lastAt().toString())
        .put("rows", counts.rows())
        .put("unreadable", counts.refused())
        .put("events", counts.events())
        .put("duplicates", counts.duplicates())
        .put("rejected", counts.rejected())
        .put("blocked", counts.stopped())
        .put("keys", result.spend().keys().size())
        .put("telemetry_usd", NanoUsd.toUsd(spend.telemetryNanos()))
        .put("provider_usd", NanoUsd.toUsd(spend.providerNanos()));
  }

  private static void acts(ArrayNode json, List<PaperAct> acts) {
    acts.forEach(act -> act(json.addObject(), act));
  }

  private static void act(ObjectNode json, PaperAct act) {
    PaperDecision decision = act.decision();
    json.put("credential_id", act.credentialId())
        .put("tenant", decision.tenant())
        .put("action", word(decision.action()))
        .put("at", decision.at().toString())
        .put("cause", word(decision.cause()))
        .put("probability", decision.probability());
    decision.signals().forEach(json.putArray("signals")::add);
    json.put("incident_id", decision.incidentId())
        .put("episode_started_at", decision.episodeStartedAt().toString())
        .put("seconds_since_start", act.sinceStart().toSeconds())
        .put("before_usd", NanoUsd.toUsd(act.beforeNanos()))
        .put("after_usd", NanoUsd.toUsd(act.afterNanos()))
        .put("reason", decision.reason());
  }

  private static void difference(ObjectNode json, PolicyDifference difference) {
    acts(json.putArray("gone"), difference.gone());
    acts(json.putArray("added"), difference.added());
    ArrayNode moved = json.putArray("moved");
    for (PolicyDifference.Moved each : difference.moved()) {
      ObjectNode entry = moved.addObject();
      entry.put("seconds_later", each.later().toSeconds());
      act(entry.putObject("before"), each.before());
      act(entry.putObject("after"), each.after());
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
