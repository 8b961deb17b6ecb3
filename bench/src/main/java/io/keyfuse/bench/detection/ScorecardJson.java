package io.keyfuse.bench.detection;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;

/** A scorecard under the field names of the public scorer. Stateless. */
final class ScorecardJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ScorecardJson() {}

  static ObjectNode of(Scorecard card) {
    ObjectNode json = JSON.createObjectNode();
    json.put("bench", card.set());
    json.set(
        "overall",
        loss(card.overall()).put("mean_pct_usd_prevented_by_victim", card.meanPercentPrevented()));
    ObjectNode kinds = json.putObject("by_kind");
    card.byKind().forEach((kind, summary) -> kinds.set(kind, loss(summary)));
    json.put("key_months", card.keyMonths());
    json.set("false_kills", alarms(card.kills()));
    json.set("false_caps", alarms(card.caps()));
    json.set("false_throttles", alarms(card.throttles()));
    json.set("false_alerts", alarms(card.notifications()));
    json.put("commands", card.commands());
    json.set("unknown_keys", JSON.valueToTree(card.unknownKeys()));
    json.put("acausal_commands", card.acausal());
    for (Scorecard.Missed missed : card.missed()) {
      json.withArray("/missed")
          .addObject()
          .put("attack_id", missed.attackId())
          .put("kind", missed.kind())
          .put("key_id", missed.keyId())
          .put("feeds", missed.feeds())
          .put("usd", missed.usd());
    }
    json.set("lookalike_keys", JSON.valueToTree(card.lookAlikeKeys()));
    return json;
  }

  private static ObjectNode loss(LossSummary loss) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("victims", loss.victims())
            .put("attacks", loss.attacks())
            .put("killed", loss.killed())
            .put("recall", loss.recall())
            .put("alert_recall", loss.alertRecall());
    put(json, "ttk_s_median", loss.secondsMedian());
    put(json, "ttk_s_p95", loss.secondsP95());
    put(json, "usd_before_kill_median", loss.usdMedian());
    put(json, "usd_before_kill_p95", loss.usdP95());
    json.put("usd_before_kill_max", loss.usdMost());
    json.put("usd_before_kill_total", loss.usdTotal());
    json.put("usd_no_defence", loss.usdUndefended());
    put(json, "pct_usd_prevented", loss.percentPrevented());
    return json;
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(name, value.getAsDouble());
    } else {
      json.putNull(name);
    }
  }

  private static ObjectNode alarms(FalseAlarms alarms) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("count", alarms.count())
            .put("keys", alarms.keys())
            .put("per_key_month", alarms.perKeyMonth());
    json.set("by_lookalike", JSON.valueToTree(alarms.byLookAlike()));
    return json.put("duplicates_true_episode", alarms.repeatsTrue())
        .put("duplicates_false_episode", alarms.repeatsFalse())
        .put("gray_B8", alarms.gray())
        .put("in_warmup", alarms.inWarmup());
  }
}
