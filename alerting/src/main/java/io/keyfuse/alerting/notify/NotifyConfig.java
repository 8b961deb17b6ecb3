package io.keyfuse.alerting.notify;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where alerts are posted and how hard it is tried.
 *
 * @param webhooks the webhooks
 * @param timeout of one request
 * @param maxAttempts tries per alert and webhook
 * @param backoff wait after the first failure; doubles up to {@code maxBackoff}
 * @param maxBackoff longest wait between two tries
 * @param maxAge older alerts are not sent any more
 */
@Doc("Where alerts are posted and how hard it is tried.")
public record NotifyConfig(
    @Doc("The webhooks; default none.") List<WebhookConfig> webhooks,
    @Doc("Time-out of one request; default 10s.") Duration timeout,
    @Doc("Tries per alert and webhook before it goes to the dead-letter topic; default 6.")
        Integer maxAttempts,
    @Doc("Wait after the first failure, doubled each time; default 1s.") Duration backoff,
    @Doc("Longest wait between two tries, also for Retry-After; default 15s.") Duration maxBackoff,
    @Doc("Alerts older than this are counted and not sent, as after a long stop; default 24h.")
        Duration maxAge) {

  private static final Duration BUDGET = Duration.ofMinutes(4);

  /** Applies the defaults and checks. */
  public NotifyConfig {
    webhooks = webhooks == null ? List.of() : List.copyOf(webhooks);
    timeout = timeout == null ? Duration.ofSeconds(10) : timeout;
    maxAttempts = maxAttempts == null ? (Integer) 6 : maxAttempts;
    backoff = backoff == null ? Duration.ofSeconds(1) : backoff;
    maxBackoff = maxBackoff == null ? Duration.ofSeconds(15) : maxBackoff;
    maxAge = maxAge == null ? Duration.ofHours(24) : maxAge;
    check(timeout, maxAttempts, backoff, maxBackoff);
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new ConfigException("response.notification.max_age", "must be above 0s, not " + maxAge);
    }
  }

  /** Returns the configuration with all defaults and no webhook. */
  public static NotifyConfig defaults() {
    return of(List.of());
  }

  /** Returns the configuration with all defaults and these webhooks. */
  public static NotifyConfig of(List<WebhookConfig> webhooks) {
    return new NotifyConfig(
        webhooks,
        Duration.ofSeconds(10),
        6,
        Duration.ofSeconds(1),
        Duration.ofSeconds(15),
        Duration.ofHours(24));
  }

  /**
   * Checks the webhooks and reads their secrets.
   *
   * @param path path of this record in the configuration, for messages
   * @param environment the process's environment
   * @throws ConfigException naming the path of the fault
   */
  public List<WebhookTarget> resolve(String path, Map<String, String> environment) {
    List<WebhookTarget> targets = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < webhooks.size(); i++) {
      String field = path + ".webhooks[" + i + "]";
      WebhookTarget target = webhooks.get(i).resolve(field, environment);
      if (!names.add(target.name())) {
        throw new ConfigException(
            field + ".name", "'" + target.name() + "' is taken by a webhook before");
      }
      targets.add(target);
    }
    return targets;
  }

  /** Keeps the whole of one delivery below Kafka's max.poll.interval.ms of five minutes. */
  private static void check(Duration timeout, int attempts, Duration backoff, Duration maxBackoff) {
    positive("timeout", timeout);
    positive("backoff", backoff);
    if (attempts < 1) {
      throw new ConfigException(
          "response.notification.max_attempts", "must be at least 1, not " + attempts);
    }
    if (maxBackoff.compareTo(backoff) <= 0) {
      throw new ConfigException(
          "response.notification.max_backoff", "must be above backoff, which is " + backoff);
    }
    Duration worst = timeout.plus(maxBackoff).multipliedBy(attempts);
    if (worst.compareTo(BUDGET) > 0) {
      throw new ConfigException(
          "response.notification.max_attempts",
          attempts
              + " times (timeout + max_backoff) is "
              + worst
              + ", above the "
              + BUDGET
              + " that one delivery may take; lower one of them");
    }
  }

  private static void positive(String name, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new ConfigException("response.notification." + name, "must be above 0s, not " + time);
    }
  }
}
