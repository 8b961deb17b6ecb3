package io.keyfuse.alerting.policy;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Policy;
import io.keyfuse.schemas.v1.PolicyMode;
import io.keyfuse.schemas.v1.PolicyRung;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One policy as written in YAML; {@link #toPolicy(String)} checks it and makes the contract's form.
 *
 * @param name unique name
 * @param version rises with each change
 * @param priority lower wins where several match
 * @param mode how far it may go
 * @param match which keys
 * @param protectedKeys credential ids never acted on
 * @param ladder rungs from mild to final
 * @param commandTtl how long a command may wait for its executor
 * @param quiet quiet time that proves an action, and that closes an incident
 */
@Doc("One response policy.")
public record PolicyConfig(
    @Doc("Unique name.") String name,
    @Doc("Raise it with each change; default 1.") Integer version,
    @Doc("Lower wins where several policies match; default 100.") Integer priority,
    @Doc("OBSERVE (alerts only), DRY_RUN or ENFORCE; default OBSERVE.") PolicyMode mode,
    @Doc("Which keys; default all.") PolicyMatchConfig match,
    @Doc("Credential ids that are never acted on; a trailing * matches the rest.")
        List<String> protectedKeys,
    @Doc("Rungs from mild to final, at most 8; default one SUSPEND at probability 0.9.")
        List<RungConfig> ladder,
    @Doc("How long a command may wait for its executor; default 15m.") Duration commandTtl,
    @Doc("Quiet time that proves an action and closes an incident; default 10m.") Duration quiet) {

  private static final int MAX_RUNGS = 8;
  private static final Duration MAX_TTL = Duration.ofHours(24);

  /** Applies the defaults. */
  public PolicyConfig {
    version = version == null ? (Integer) 1 : version;
    priority = priority == null ? (Integer) 100 : priority;
    mode = mode == null ? PolicyMode.OBSERVE : mode;
    match = match == null ? PolicyMatchConfig.defaults() : match;
    protectedKeys = protectedKeys == null ? List.of() : List.copyOf(protectedKeys);
    ladder = ladder == null ? defaultLadder() : List.copyOf(ladder);
    commandTtl = commandTtl == null ? Duration.ofMinutes(15) : commandTtl;
    quiet = quiet == null ? Duration.ofMinutes(10) : quiet;
  }

  /** Returns the policy that covers every key and only observes. */
  public static PolicyConfig defaults() {
    return of("default", PolicyMode.OBSERVE);
  }

  /** Returns the default policy under another name and mode. */
  public static PolicyConfig of(String name, PolicyMode mode) {
    return new PolicyConfig(
        name,
        1,
        100,
        mode,
        PolicyMatchConfig.defaults(),
        List.of(),
        defaultLadder(),
        Duration.ofMinutes(15),
        Duration.ofMinutes(10));
  }

  /**
   * Checks the policy and makes the form of topic {@code keyfuse.policies.v1}.
   *
   * @param path path of this record in the configuration, for messages
   * @throws ConfigException naming the path of the fault
   */
  public Policy toPolicy(String path) {
    if (name == null || name.isBlank()) {
      throw new ConfigException(path + ".name", "missing; give each policy a unique name");
    }
    if (version < 1) {
      throw new ConfigException(path + ".version", "must be at least 1, not " + version);
    }
    checkTime(path + ".command_ttl", commandTtl);
    checkTime(path + ".quiet", quiet);
    KeyPattern.check(path + ".protected_keys", protectedKeys);
    return Policy.newBuilder()
        .setName(name)
        .setVersion(version)
        .setPriority(priority)
        .setMode(mode)
        .setMatch(match.toMatch(path + ".match"))
        .setProtectedKeys(protectedKeys)
        .setLadder(rungs(path + ".ladder"))
        .setCommandTtlMs(commandTtl.toMillis())
        .setQuietMs(quiet.toMillis())
        .build();
  }

  private List<PolicyRung> rungs(String path) {
    if (ladder.isEmpty() && mode != PolicyMode.OBSERVE) {
      throw new ConfigException(path, "is empty, but mode " + mode + " needs at least one rung");
    }
    if (ladder.size() > MAX_RUNGS) {
      throw new ConfigException(path, "has " + ladder.size() + " rungs; at most " + MAX_RUNGS);
    }
    List<PolicyRung> rungs = new ArrayList<>();
    for (int i = 0; i < ladder.size(); i++) {
      PolicyRung rung = ladder.get(i).toRung(path + "[" + i + "]");
      if (i > 0 && rank(rung) < rank(rungs.get(i - 1))) {
        throw new ConfigException(
            path + "[" + i + "].action",
            rung.getAction() + " is milder than the rung before; order rungs from mild to final");
      }
      rungs.add(rung);
    }
    return rungs;
  }

  private static int rank(PolicyRung rung) {
    return ActionRank.of(rung.getAction());
  }

  private static void checkTime(String field, Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(MAX_TTL) > 0) {
      throw new ConfigException(field, "must be between 1s and 24h, not " + time);
    }
  }

  private static List<RungConfig> defaultLadder() {
    return List.of(RungConfig.of(CommandAction.SUSPEND));
  }
}
