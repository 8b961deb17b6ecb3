package io.keyfuse.schemas.topic;

import static io.keyfuse.schemas.topic.Topic.Party.CONSOLE;
import static io.keyfuse.schemas.topic.Topic.Party.DETECT;
import static io.keyfuse.schemas.topic.Topic.Party.INGEST;
import static io.keyfuse.schemas.topic.Topic.Party.OUTSIDE;
import static io.keyfuse.schemas.topic.Topic.Party.RESPOND;

import io.keyfuse.schemas.topic.Topic.Cleanup;
import io.keyfuse.schemas.topic.Topic.Party;
import io.keyfuse.schemas.topic.Topic.Use;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Decision;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.Policy;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Duration;
import java.util.List;

/** Every topic that Keyfuse reads or writes; the table of {@code docs/architecture.md}. */
public final class Topics {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String CREDENTIAL_ID = "credential id, provider:account:key_id";

  /** Usage events; anyone with the ACL may produce. */
  public static final Topic<UsageEvent> USAGE =
      delete(
          "usage.v1",
          UsageEvent.class,
          WEEK,
          byCredential(
              "Usage events; anyone with the ACL may produce.",
              List.of(OUTSIDE, INGEST),
              List.of(DETECT)));

  /** What is known about keys and scopes beside their usage. */
  public static final Topic<ContextEvent> CONTEXT =
      compact(
          "context.v1",
          ContextEvent.class,
          new Use(
              "What is known about keys and scopes beside their usage.",
              "credential id, or a scope such as tenant/acme",
              List.of(OUTSIDE, INGEST),
              List.of(INGEST, DETECT, RESPOND)));

  /** Response policies by name. */
  public static final Topic<Policy> POLICIES =
      new Topic<>(
          "keyfuse.policies.v1",
          Policy.class,
          Cleanup.COMPACT,
          YEAR,
          false,
          new Use(
              "Response policies by name. Policies are configured so far; no role reads it yet.",
              "policy name",
              List.of(OUTSIDE),
              List.of()));

  /** Closed minute and hour windows. */
  public static final Topic<SpendWindow> SPEND =
      delete(
          "spend.v1",
          SpendWindow.class,
          WEEK,
          byCredential(
              "Closed minutes and hours; later revisions replace earlier ones.",
              List.of(DETECT),
              List.of(CONSOLE, OUTSIDE)));

  /** What detectors say; between the detect and respond roles when they run apart. */
  public static final Topic<Evidence> EVIDENCE =
      delete(
          "evidence.v1",
          Evidence.class,
          WEEK,
          byCredential("What detectors say.", List.of(DETECT), List.of(RESPOND, OUTSIDE)));

  /** Incident transitions. */
  public static final Topic<Alert> ALERTS =
      delete(
          "alerts.v1",
          Alert.class,
          YEAR,
          byCredential(
              "Transitions of incidents.", List.of(RESPOND), List.of(RESPOND, CONSOLE, OUTSIDE)));

  /** Signed kill-switch commands. */
  public static final Topic<KillSwitchCommand> COMMANDS =
      delete(
          "commands.v1",
          KillSwitchCommand.class,
          YEAR,
          byCredential(
              "Signed kill-switch commands.",
              List.of(RESPOND),
              List.of(RESPOND, CONSOLE, OUTSIDE)));

  /** What became of commands. */
  public static final Topic<CommandOutcome> OUTCOMES =
      delete(
          "outcomes.v1",
          CommandOutcome.class,
          YEAR,
          byCredential(
              "What became of commands.", List.of(RESPOND), List.of(RESPOND, CONSOLE, OUTSIDE)));

  /** Where each key stands: the gateways' deny list. */
  public static final Topic<KeyStatus> KEYS =
      compact(
          "keys.v1",
          KeyStatus.class,
          byCredential(
              "Where each key stands: the gateways' deny list.",
              List.of(RESPOND),
              List.of(DETECT, CONSOLE, OUTSIDE)));

  /** Every decision, also to do nothing. */
  public static final Topic<Decision> DECISIONS =
      delete(
          "decisions.v1",
          Decision.class,
          YEAR,
          byCredential(
              "Every decision, also to do nothing.", List.of(RESPOND), List.of(CONSOLE, OUTSIDE)));

  /** Dead letters: original bytes with the headers of {@link DeadLetterHeaders}. */
  public static final Topic<byte[]> DEAD_LETTERS =
      new Topic<>(
          "keyfuse.dlq.v1",
          byte[].class,
          Cleanup.DELETE,
          Duration.ofDays(30),
          false,
          new Use(
              "Dead letters: records that cannot be used, with the cause in headers.",
              "the original record's key",
              List.of(DETECT, RESPOND),
              List.of(OUTSIDE)));

  private Topics() {}

  /** Returns all topics in the order of an event's way through them. */
  public static List<Topic<?>> all() {
    return List.of(
        USAGE,
        CONTEXT,
        POLICIES,
        SPEND,
        EVIDENCE,
        ALERTS,
        COMMANDS,
        OUTCOMES,
        KEYS,
        DECISIONS,
        DEAD_LETTERS);
  }

  /** Returns a topic's name as a metric label: ours by name, every other as {@code other}. */
  public static String label(String name) {
    return all().stream().anyMatch(topic -> topic.name().equals(name)) ? name : "other";
  }

  private static <V> Topic<V> delete(String name, Class<V> type, Duration retention, Use use) {
    return new Topic<>("keyfuse." + name, type, Cleanup.DELETE, retention, true, use);
  }

  private static <V> Topic<V> compact(String name, Class<V> type, Use use) {
    return new Topic<>("keyfuse." + name, type, Cleanup.COMPACT, YEAR, true, use);
  }

  private static Use byCredential(String purpose, List<Party> writers, List<Party> readers) {
    return new Use(purpose, CREDENTIAL_ID, writers, readers);
  }
}
