package io.keyfuse.app.topic;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.registry.RegistryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a start wait for a registry that does not answer. What a registry did answer, a refused
 * login or schema, ends the start at once: waiting mends nothing there. Used by one thread.
 */
public final class RegistryWait {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryWait.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(10);

  private final Duration timeout;
  private final InstantSource clock;
  private final Pause pause;

  /** Lets time pass. */
  interface Pause {
    void rest(Duration time) throws InterruptedException;
  }

  /** Waits at most the time given, {@code registry.start_timeout}. */
  public RegistryWait(Duration timeout) {
    this(timeout, InstantSource.system(), time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
  }

  RegistryWait(Duration timeout, InstantSource clock, Pause pause) {
    this.timeout = timeout;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Prepares, again and again while no registry answers.
   *
   * @throws ConfigException of the preparation; or when the time is over or the thread interrupted
   */
  public void prepare(SchemaPreparation preparation) {
    Instant begun = clock.instant();
    Instant nextWarning = begun;
    while (true) {
      try {
        preparation.prepare();
        return;
      } catch (ConfigException e) {
        Instant now = clock.instant();
        Duration waited = Duration.between(begun, now);
        if (!isUnreachable(e) || timeout.isZero()) {
          throw e;
        }
        if (waited.compareTo(timeout) >= 0) {
          throw ended("gave up after registry.start_timeout, " + timeout.toSeconds() + " s: ", e);
        }
        if (!now.isBefore(nextWarning)) {
          warn(waited, e);
          nextWarning = now.plus(BETWEEN_WARNINGS);
        }
        rest(e);
      }
    }
  }

  private void warn(Duration waited, ConfigException e) {
    LOG.warn(
        "waiting for the schema registry for {} s of at most {} s: {}",
        waited.toSeconds(),
        timeout.toSeconds(),
        e.problem());
  }

  private void rest(ConfigException e) {
    try {
      pause.rest(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ended("stopped while waiting: ", e);
    }
  }

  private static ConfigException ended(String how, ConfigException last) {
    ConfigException end = new ConfigException(last.field(), how + last.problem());
    end.initCause(last);
    return end;
  }

  private static boolean isUnreachable(ConfigException e) {
    return e.getCause() instanceof RegistryException registry && registry.isUnreachable();
  }
}
