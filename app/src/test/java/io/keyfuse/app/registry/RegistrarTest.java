package io.keyfuse.app.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.app.registry.InMemorySchemaLog.Fault;
import io.keyfuse.app.registry.LogRecord.LastId;
import io.keyfuse.app.registry.LogRecord.Level;
import io.keyfuse.app.registry.LogRecord.ModeChange;
import io.keyfuse.app.registry.LogRecord.RemovedVersion;
import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistrarTest {
  private final InMemorySchemaLog log = new InMemorySchemaLog();
  private SchemaStore store = new SchemaStore();
  private StoreWriter writer = new StoreWriter(log, store);
  private Registrar registrar = restarted();

  @Test
  void shouldNeverGiveAnIdTwiceAcrossDeletesAndRestarts() {
    long seed = 7;
    Random random = new Random(seed);
    Set<Integer> gone = new HashSet<>();
    for (int step = 0; step < 300; step++) {
      String subject = "s" + random.nextInt(3);
      int id = registrar.register(subject, fixed("F" + random.nextInt(1_000)));
      assertThat(gone).as("seed %s, step %s", seed, step).doesNotContain(id);
      if (random.nextInt(4) == 0) {
        store.versions(subject).forEach(version -> gone.add(version.id()));
        registrar.deleteSubject(subject, false);
        registrar.deleteSubject(subject, true);
        Set<Integer> kept = new HashSet<>();
        store.subjects().stream()
            .flatMap(name -> store.versions(name).stream())
            .forEach(version -> kept.add(version.id()));
        gone.removeAll(kept);
      }
      if (random.nextInt(10) == 0) {
        log.compact();
        registrar = restarted();
      }
    }
    assertThat(gone).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"WRITE_LOST", "ANSWER_LOST"})
  void shouldAgreeWithTheLogAfterAWriteOfUnknownOutcome(Fault fault) {
    registrar.register("s", fixed("A"));
    log.next = fault;

    assertThatThrownBy(() -> registrar.register("s", fixed("B")))
        .isInstanceOfSatisfying(RegistryFault.class, e -> assertThat(e.code()).isEqualTo(50001));
    assertThat(store.versions("s")).hasSize(1);

    assertThat(registrar.register("s", fixed("C"))).isEqualTo(fault == Fault.ANSWER_LOST ? 3 : 2);
    assertThat(registrar.register("s", fixed("B"))).isEqualTo(fault == Fault.ANSWER_LOST ? 2 : 3);
    List<SchemaVersion> seen = store.versions("s");
    restarted();
    assertThat(store.versions("s")).isEqualTo(seen).hasSize(3);
  }

  @Test
  void shouldKeepTheTextOfAnIdThatASecondWriterGaveAgain() {
    int id = registrar.register("s", fixed("A"));
    log.append(LogCodec.encode(new SchemaVersion("a", 1, id, fixed("B").text(), List.of(), false)));

    restarted();

    assertThat(new SubjectCatalog(store).withId("" + id).schema()).isEqualTo(fixed("A").text());
    assertThat(store.subjects()).containsExactly("s");
  }

  @Test
  void shouldReadTheLogOnceWhileAllIsWell() {
    registrar.register("s", fixed("A"));
    settings().setLevel("s", CompatibilityLevel.FULL);

    assertThat(log.reads).isEqualTo(1);
  }

  @Test
  void shouldWriteEveryRecordSoThatItReadsBack() {
    for (LogRecord record :
        List.of(
            new SchemaVersion("s-value", 3, 7, "\"int\"", List.of(), true),
            new SchemaVersion(
                "s", 1, 2, "\"a.B\"", List.of(new SchemaReference("a.B", "b", 4)), false),
            new RemovedVersion("s-value", 3),
            new Level(null, CompatibilityLevel.FULL),
            new Level("s", CompatibilityLevel.NONE),
            new Level("s", null),
            new ModeChange(null, RegistryMode.READONLY_OVERRIDE),
            new ModeChange("s", null),
            new LastId(9))) {
      assertThat(LogCodec.decode(LogCodec.encode(record))).contains(record);
    }
  }

  @Test
  void shouldKeepTheFormOfConfluentsTopic() {
    LogEntry entry = LogCodec.encode(new SchemaVersion("s", 1, 2, "\"int\"", List.of(), false));

    assertThat(entry.key())
        .isEqualTo("{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}");
    assertThat(entry.value())
        .isEqualTo(
            "{\"subject\":\"s\",\"version\":1,\"id\":2,\"schema\":\"\\\"int\\\"\",\"deleted\":false}");
  }

  @Test
  void shouldRefuseTheTopicOfAnotherRegistry() {
    assertThatThrownBy(() -> LogCodec.decode(new LogEntry("{\"keytype\":\"CONTEXT\"}", "{}")))
        .isInstanceOf(SchemaLogException.class)
        .hasMessageContaining("name a topic of its own");
    assertThatThrownBy(() -> LogCodec.decode(new LogEntry("noise", "x")))
        .isInstanceOf(SchemaLogException.class);
    assertThat(LogCodec.decode(new LogEntry("{\"keytype\":\"NOOP\",\"magic\":0}", ""))).isEmpty();
  }

  private Registrar restarted() {
    store = new SchemaStore();
    writer = new StoreWriter(log, store);
    writer.catchUp();
    settings().setLevel(null, CompatibilityLevel.NONE);
    return new Registrar(writer, store, new SubjectCatalog(store));
  }

  private SettingsRegistrar settings() {
    return new SettingsRegistrar(writer, store, new SubjectCatalog(store));
  }

  private static SchemaRequest fixed(String name) {
    return SchemaRequest.of("{\"type\":\"fixed\",\"name\":\"" + name + "\",\"size\":1}");
  }
}
