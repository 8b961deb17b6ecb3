package io.keyfuse.app.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import io.keyfuse.schemas.registry.SubjectStrategy;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.keyfuse.testkit.registry.OutageSchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class RegistryWaitTest {
  private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final OutageSchemaRegistry registry =
      new OutageSchemaRegistry(new InMemorySchemaRegistry());

  @Test
  void shouldGoOnWithinASecondAfterTheRegistryIsBack() {
    registry.goDown();
    Instant back = START.plusSeconds(60);

    waiting(back).prepare(new SchemaPreparation(registry, true, SubjectStrategy.TOPIC_NAME));

    assertThat(Duration.between(back, now.get())).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(registry.unanswered()).isBetween(30, 70);
  }

  @Test
  void shouldGiveUpAfterTheTimeoutAndSayHowToMendIt() {
    registry.goDown();

    assertThatThrownBy(
            () ->
                waiting(Instant.MAX)
                    .prepare(new SchemaPreparation(registry, true, SubjectStrategy.TOPIC_NAME)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("registry.start_timeout, 300 s")
        .hasMessageContaining("down on purpose");
    assertThat(Duration.between(START, now.get())).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void shouldNotWaitForASchemaThatIsNotRegistered() {
    assertThatThrownBy(
            () ->
                waiting(Instant.MAX)
                    .prepare(new SchemaPreparation(registry, false, SubjectStrategy.TOPIC_NAME)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("keyfuse schemas register");
    assertThat(now).hasValue(START);
  }

  @Test
  void shouldNotWaitForARefusedLogin() {
    assertThatThrownBy(
            () ->
                waiting(Instant.MAX)
                    .prepare(
                        new SchemaPreparation(
                            new LockedRegistry(), true, SubjectStrategy.TOPIC_NAME)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("login refused");
    assertThat(now).hasValue(START);
  }

  @Test
  void shouldNotWaitAtAllWhenToldSo() {
    registry.goDown();

    assertThatThrownBy(
            () ->
                new RegistryWait(Duration.ZERO, now::get, time -> now.set(Instant.MAX))
                    .prepare(new SchemaPreparation(registry, true, SubjectStrategy.TOPIC_NAME)))
        .isInstanceOf(ConfigException.class);
    assertThat(now).hasValue(START);
  }

  @Test
  void shouldEndWhenItsThreadIsInterrupted() {
    registry.goDown();
    RegistryWait wait =
        new RegistryWait(
            Duration.ofMinutes(5),
            now::get,
            time -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(
            () -> wait.prepare(new SchemaPreparation(registry, true, SubjectStrategy.TOPIC_NAME)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("stopped while waiting");
    assertThat(Thread.interrupted()).isTrue();
  }

  /** A wait whose pauses move the clock, and in which the registry comes back at a time. */
  private RegistryWait waiting(Instant back) {
    return new RegistryWait(
        Duration.ofMinutes(5),
        now::get,
        time -> {
          Instant next = now.updateAndGet(at -> at.plus(time));
          if (!next.isBefore(back)) {
            registry.comeBack();
          }
        });
  }

  /** Answers every call by refusing the login. */
  private record LockedRegistry() implements SchemaRegistryClient {
    @Override
    public int register(String subject, Schema schema) {
      throw RegistryException.unavailable("login refused; check registry.auth", 401);
    }

    @Override
    public int lookup(String subject, Schema schema) {
      return register(subject, schema);
    }

    @Override
    public Schema schemaById(int id) {
      throw new IllegalStateException("not reached");
    }
  }
}
