package io.keyfuse.app.topic;

import io.keyfuse.schemas.config.ConfigException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/** Waits for what the cluster says, and says its refusals with their fix. */
final class ClusterAnswer {
  private static final long TIMEOUT_S = 30;

  private ClusterAnswer() {}

  /**
   * Returns the answer.
   *
   * @throws ConfigException when it did not come or was a refusal; its cause is Kafka's exception
   */
  static <T> T of(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(e);
    }
  }

  private static ConfigException failure(Throwable cause) {
    ConfigException failure = explained(cause);
    failure.initCause(cause);
    return failure;
  }

  private static ConfigException explained(Throwable cause) {
    String said =
        cause.getMessage() == null
            ? cause.getClass().getSimpleName() + " after " + TIMEOUT_S + " s"
            : cause.getMessage();
    if (cause instanceof AuthorizationException) {
      return new ConfigException(
          "kafka", "the cluster refuses this (" + said + "); see deploy/acls/acls.sh for ACLs");
    }
    if (cause instanceof ApiException && !(cause instanceof RetriableException)) {
      return new ConfigException("topics", "the cluster refuses this (" + said + "); mend it");
    }
    return new ConfigException(
        "kafka.bootstrap.servers",
        "the cluster did not answer (" + said + "); check address and ACLs");
  }
}
