package io.keyfuse.testkit.scenario;

import static io.keyfuse.testkit.scenario.SetBuilder.iso;
import static io.keyfuse.testkit.scenario.SetWriter.usd;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Writes the truth of a set as {@code labels.json}. Stateless. */
final class LabelWriter {
  private LabelWriter() {}

  static void write(JsonGenerator json, LabelledSet set) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", set.name());
    json.writeNumberField("seed", set.seed());
    json.writeStringField("start", iso(set.whole().fromMillis()));
    json.writeStringField("end", iso(set.whole().toMillis()));
    json.writeStringField("warmup_end", iso(set.warmupEndMillis()));
    json.writeArrayFieldStart("attacks");
    int number = 0;
    for (Theft theft : set.thefts()) {
      number++;
      attack(json, theft, String.format(Locale.ROOT, "atk-%03d", number));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("benign");
    for (LookAlike lookAlike : set.lookAlikes()) {
      benign(json, lookAlike);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void attack(JsonGenerator json, Theft theft, String id) throws IOException {
    List<Call> all = theft.calls().values().stream().flatMap(List::stream).toList();
    json.writeStartObject();
    json.writeStringField("attack_id", id);
    json.writeStringField("kind", theft.kind());
    json.writeArrayFieldStart("key_ids");
    for (KeyPlan victim : theft.calls().keySet()) {
      json.writeString(victim.identity().keyId());
    }
    json.writeEndArray();
    json.writeStringField("start", iso(start(all)));
    json.writeStringField("end", iso(end(all)));
    OptionalLong recon = times(all, true).min();
    if (recon.isPresent()) {
      json.writeStringField("recon_start", iso(recon.getAsLong()));
    } else {
      json.writeNullField("recon_start");
    }
    json.writeBooleanField("in_telemetry", theft.inTelemetry());
    json.writeNumberField("attacker_cost_usd", usd(cost(all)));
    json.writeObjectFieldStart("keys");
    for (Map.Entry<KeyPlan, List<Call>> victim : theft.calls().entrySet()) {
      json.writeFieldName(victim.getKey().identity().keyId());
      victim(json, victim.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void victim(JsonGenerator json, List<Call> calls) throws IOException {
    TreeMap<Long, Long> minutes = new TreeMap<>();
    calls.forEach(
        call -> minutes.merge(call.atMillis() / 60_000 * 60, call.costNanos(), Long::sum));
    json.writeStartObject();
    json.writeStringField("start", iso(start(calls)));
    json.writeStringField("end", iso(end(calls)));
    json.writeStringField("first_event", iso(first(calls)));
    json.writeNumberField("cost_usd", usd(cost(calls)));
    json.writeArrayFieldStart("minutes");
    for (Map.Entry<Long, Long> minute : minutes.entrySet()) {
      if (minute.getValue() > 0) {
        json.writeStartArray();
        json.writeNumber(minute.getKey());
        json.writeNumber(usd(minute.getValue()));
        json.writeEndArray();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void benign(JsonGenerator json, LookAlike lookAlike) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", lookAlike.kind());
    json.writeArrayFieldStart("key_ids");
    for (KeyPlan key : lookAlike.keys()) {
      json.writeString(key.identity().keyId());
    }
    json.writeEndArray();
    json.writeStringField("start", iso(lookAlike.span().fromMillis()));
    json.writeStringField("end", iso(lookAlike.span().toMillis()));
    if (lookAlike.gray()) {
      json.writeBooleanField("gray", true);
    }
    json.writeEndObject();
  }

  private static LongStream times(List<Call> calls, boolean recon) {
    return calls.stream()
        .filter(call -> (call.origin() == Call.Origin.THIEF_RECON) == recon)
        .mapToLong(Call::atMillis);
  }

  private static long start(List<Call> calls) {
    return times(calls, false).min().orElseThrow();
  }

  private static long end(List<Call> calls) {
    return times(calls, false).max().orElseThrow() + 1;
  }

  private static long first(List<Call> calls) {
    return calls.stream().mapToLong(Call::atMillis).min().orElseThrow();
  }

  private static long cost(List<Call> calls) {
    return calls.stream().mapToLong(Call::costNanos).sum();
  }
}
