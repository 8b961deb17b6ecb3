package io.keyfuse.alerting.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;

/**
 * The body of a webhook, built field by field so that a field added to the contract stays inside
 * until it is let out here. Money is decimal text, times are ISO 8601. Thread-safe.
 */
final class AlertJson {
  private final ObjectMapper mapper = new ObjectMapper();

  byte[] write(Alert alert) {
    ObjectNode root = mapper.createObjectNode();
    root.put("type", "keyfuse.alert.v1");
    root.put("alert_id", alert.getAlertId());
    root.put("incident_id", alert.getIncidentId());
    root.put("transition", alert.getTransition());
    root.put("state", alert.getState().name());
    root.put("severity", alert.getSeverity().name());
    root.put("cause", alert.getCause().name());
    root.set("credential", credential(alert.getCredential()));
    root.put("tenant", alert.getTenant());
    root.put("opened_at", alert.getOpenedAt().toString());
    root.put("at", alert.getAt().toString());
    root.put("spend_usd", NanoUsd.toUsd(alert.getSpendNanos()));
    root.put("burn_usd_per_hour", NanoUsd.toUsd(alert.getBurnNanosPerHour()));
    root.put("command_id", alert.getCommandId());
    root.put("summary", alert.getSummary());
    ArrayNode evidence = root.putArray("evidence");
    alert.getEvidence().forEach(e -> evidence.add(evidence(e)));
    try {
      return mapper.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  private ObjectNode credential(Credential credential) {
    ObjectNode node = mapper.createObjectNode();
    node.put("id", CredentialId.of(credential));
    node.put("provider", credential.getProvider());
    node.put("account", credential.getAccount());
    node.put("key_id", credential.getKeyId());
    return node;
  }

  private ObjectNode evidence(Evidence evidence) {
    ObjectNode node = mapper.createObjectNode();
    node.put("evidence_id", evidence.getEvidenceId());
    node.put("signal", evidence.getSignal().name());
    node.put("state", evidence.getState().name());
    node.put("probability", evidence.getProbability());
    node.put("episode_started_at", evidence.getEpisodeStartedAt().toString());
    node.put("observed_at", evidence.getObservedAt().toString());
    node.put("window_ms", evidence.getWindowMs());
    node.put("spend_usd", NanoUsd.toUsd(evidence.getSpendNanos()));
    node.put("expected_usd", NanoUsd.toUsd(evidence.getExpectedNanos()));
    node.put("summary", evidence.getSummary());
    ObjectNode facts = node.putObject("facts");
    evidence.getFacts().forEach(fact -> facts.put(fact.getName(), fact.getValue()));
    return node;
  }
}
