package io.keyfuse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.alerting.audit.AuditEntry;
import io.keyfuse.alerting.audit.ChainSealer;
import io.keyfuse.alerting.audit.ChainState;
import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.audit.AuditExport;
import io.keyfuse.app.audit.AuditSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verification of a file, which needs neither Kafka nor a configuration. */
class AuditCommandTest {
  @TempDir private Path folder = Path.of("");
  private final SigningKeys keys = SigningKeys.generate();

  @BeforeEach
  void writeKeysAndExport() throws IOException {
    keys.write(folder.resolve("keys"));
    long records = new AuditExport(new Entries(log(12))).write(file("log.jsonl"), done -> {});
    assertThat(records).isEqualTo(12);
  }

  @Test
  void shouldVerifyAnExport() {
    CommandRun run = verify("log.jsonl");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("chain 2-1764300000000: sequence 1 to 12, signed up to 12, ends in ")
        .contains("12 records, 1 chains: untouched");
  }

  @Test
  void shouldNameTheFirstBadSequence() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file("log.jsonl")));
    lines.remove(4);
    Files.write(file("log.jsonl"), lines);

    CommandRun text = verify("log.jsonl");
    CommandRun json = verify("log.jsonl", "-o", "json");

    assertThat(text.exit()).isEqualTo(3);
    assertThat(text.out())
        .contains("partition 2, sequence 5: MISSING: found sequence 6 instead")
        .contains("TAMPERED WITH");
    assertThat(json.exit()).isEqualTo(3);
    JsonNode result = new ObjectMapper().readTree(json.out());
    assertThat(result.path("result").asText()).isEqualTo("tampered");
    assertThat(result.at("/flaws/0/sequence").asInt()).isEqualTo(5);
    assertThat(result.at("/flaws/0/signed_up_to").asInt()).isEqualTo(4);
  }

  @Test
  void shouldMissTheEndOnlyWithoutAWitness() throws IOException {
    Files.writeString(file("witness.json"), verify("log.jsonl", "-o", "json").out());
    Files.write(file("log.jsonl"), Files.readAllLines(file("log.jsonl")).subList(0, 9));

    assertThat(verify("log.jsonl").exit()).isZero();
    CommandRun witnessed =
        verify("log.jsonl", "--witness", file("witness.json").toString(), "--whole");
    assertThat(witnessed.exit()).isEqualTo(3);
    assertThat(witnessed.out()).contains("partition 2, sequence 10: TRUNCATED");
  }

  @Test
  void shouldSayWhatIsNoExportAndWhatIsMissing() throws IOException {
    Files.writeString(file("bad.jsonl"), "{\"partition\":0,\"key\":\"\"\n");
    Files.writeString(file("tampered.json"), "{\"result\":\"tampered\"}");

    wrong(verify("bad.jsonl"), "FILE: line 1 is no line of an export");
    wrong(verify("none.jsonl"), "FILE: cannot read");
    wrong(verify("log.jsonl", "--witness", file("tampered.json").toString()), "--witness: ");
    wrong(CommandRun.of("audit", "verify", "--key", publicKey()), "--config: missing");
    wrong(CommandRun.of("audit", "verify", file("log.jsonl").toString()), "--config: missing");
    wrong(CommandRun.of("audit", "export"), "--out");
    wrong(CommandRun.of("audit"), "name a command");
  }

  private CommandRun verify(String name, String... more) {
    List<String> line =
        new ArrayList<>(List.of("audit", "verify", file(name).toString(), "--key", publicKey()));
    line.addAll(List.of(more));
    return CommandRun.of(line.toArray(String[]::new));
  }

  private static void wrong(CommandRun run, String said) {
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(said);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private String publicKey() {
    return folder.resolve("keys").resolve(SigningKeys.PUBLIC_FILE).toString();
  }

  private List<AuditEntry> log(int records) {
    ChainSealer sealer = new ChainSealer(new Ed25519CommandSigner(keys), 1);
    List<AuditEntry> entries = new ArrayList<>();
    ChainState state = ChainState.begin(2, 1_764_300_000_000L);
    for (int i = 0; i < records; i++) {
      byte[] key = "openai:a:k".getBytes(UTF_8);
      byte[] value = {0, 0, 0, 0, 1, (byte) i};
      ChainSealer.Appended appended = sealer.append(state, key, value);
      state = appended.state();
      entries.add(new AuditEntry(2, key, value, appended.seal().headers()));
    }
    return entries;
  }

  private record Entries(List<AuditEntry> all) implements AuditSource {
    @Override
    public long length() {
      return all.size();
    }

    @Override
    public void read(Consumer<AuditEntry> taker, LongConsumer progress) {
      all.forEach(taker);
    }

    @Override
    public void close() {}
  }
}
