package io.keyfuse.ingest.file.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.file.FileFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordsTest {
  private final JsonRecords records =
      new JsonRecords(RecordShape.of(Set.of("Records"), Set.of("id", "n", "inner", "list")));
  private final List<String> taken = new ArrayList<>();
  private final List<Decoded> refused = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1}\n{\"id\":2}\n",
        "{\"id\":1}\r\n\r\n{\"id\":2}",
        "[{\"id\":1},{\"id\":2}]",
        "{\n\"id\":1\n}\n{\n\"id\":2\n}",
        "{\"Records\":[{\"id\":1},{\"id\":2}]}",
        "{\"Records\":[{\"id\":1}]}\n{\"Records\":[{\"id\":2}]}",
        "2026-01-01T00:00:00Z {\"id\":1}\n2026-01-01T00:00:01Z {\"id\":2}",
        "[{\"log\":{\"id\":1}},{\"name\":\"x\",\"detail\":{\"id\":2}}]",
        "{\"message\":\"{\\\"id\\\":1}\"}\n{\"@message\":\"{\\\"id\\\":2}\"}",
      })
  void shouldFindTheRecordsHoweverTheyAreLaidOut(String text) throws IOException {
    read(text);

    assertThat(taken).containsExactly("{\"id\":1}", "{\"id\":2}");
    assertThat(refused).isEmpty();
  }

  @Test
  void shouldKeepNamedMembersOnly() throws IOException {
    read(
        "{\"id\":\"a\",\"prompt\":{\"id\":\"secret\"},\"inner\":{\"n\":1.10,\"x\":[1]},"
            + "\"list\":[{\"n\":null,\"y\":2},3]}");

    assertThat(taken).containsExactly("{\"id\":\"a\",\"inner\":{\"n\":1.10},\"list\":[{},3]}");
  }

  @Test
  void shouldRefuseABrokenLineAndReadTheNext() throws IOException {
    read("{\"id\":1}\n{\"id\":\nnothing\n{\"id\":2}\n[3]\n");

    assertThat(taken).containsExactly("{\"id\":1}", "{\"id\":2}");
    assertThat(refused).extracting(Decoded::where).containsExactly("line 2", "line 3", "line 5");
  }

  @Test
  void shouldFailOnBrokenJsonAcrossLines() {
    assertThatThrownBy(() -> read("[{\"id\":1},\n{\"id\":2},\n{\"id\":"))
        .isInstanceOfSatisfying(
            FileFault.class,
            fault -> assertThat(fault.kind()).isEqualTo(FileFault.Kind.BROKEN_JSON));
    assertThat(taken).hasSize(2);
  }

  @Test
  void shouldBoundDepthValuesAndTexts() throws IOException {
    String longText = "x".repeat(5_000);
    read("{\"id\":1,\"n\":\"" + longText + "\"}\n");
    assertThat(taken).containsExactly("{\"id\":1}");

    read("{\"list\":[" + "1,".repeat(20_000) + "1]}\n{\"id\":3}");
    assertThat(refused).hasSize(1);
    assertThat(taken).endsWith("{\"id\":3}");

    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(FileFault.class);
  }

  private void read(String text) throws IOException {
    records.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        refused::add,
        (where, record) -> taken.add(record.toString()));
  }
}
