package io.keyfuse.schemas.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.document.ContractExamples.Example;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published is what the schemas and the topic table say. */
class PublishedDocsTest {
  private static final String WRITE = "keyfuse.docs.write";
  private static final Path PAGES = Path.of("..", "docs", "contracts");
  private static final Path ARCHITECTURE = Path.of("..", "docs", "architecture.md");
  private static final String TABLE_HEAD =
      "| topic | value | written by | read by | kept |\n|---|---|---|---|---|\n";

  record Document(Path path, String text) {
    @Override
    public String toString() {
      return path.getFileName().toString();
    }
  }

  static Stream<Document> documents() {
    Stream<Document> records =
        ContractExamples.all().stream().flatMap(PublishedDocsTest::ofExample);
    Topic<?> letters = Topics.DEAD_LETTERS;
    return Stream.concat(
        records,
        Stream.of(
            page(TopicFacts.record(letters) + ".md", ContractPage.ofBytes(letters)),
            new Document(Path.of("asyncapi.yaml"), Yaml.write(AsyncApi.document()))));
  }

  private static Stream<Document> ofExample(Example example) {
    String record = TopicFacts.record(example.topic());
    String schema = RecordJsonSchema.of(example.value().getSchema()).toPrettyString() + "\n";
    return Stream.of(
        page(record + ".md", ContractPage.of(example.topic(), example.value())),
        page(record + ".schema.json", schema));
  }

  private static Document page(String file, String text) {
    return new Document(PAGES.resolve(file), text);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void shouldBeCommittedAsMade(Document document) throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      Files.createDirectories(PAGES);
      Files.writeString(document.path(), document.text());
    }

    assertThat(document.path()).as("write it anew with -D%s=true", WRITE).exists();
    assertThat(Files.readString(document.path()))
        .as("%s; write it anew with -D%s=true", document.path(), WRITE)
        .isEqualTo(document.text());
  }

  @Test
  void shouldGiveThePageOfArchitectureTheTopicTable() throws IOException {
    String table =
        TABLE_HEAD + Topics.all().stream().map(TopicFacts::row).collect(Collectors.joining());
    if (Boolean.getBoolean(WRITE)) {
      String page = Files.readString(ARCHITECTURE);
      int start = page.indexOf(TABLE_HEAD);
      String rest = page.substring(page.indexOf("\n\n", start) + 1);
      Files.writeString(ARCHITECTURE, page.substring(0, start) + table + rest);
    }

    assertThat(Files.readString(ARCHITECTURE))
        .as("write it anew with -D%s=true", WRITE)
        .contains(table + "\n");
  }

  @Test
  void shouldLeaveNoPageOfAContractThatIsGone() throws IOException {
    List<String> made = documents().map(Document::toString).toList();
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("README.md"))
          .isSubsetOf(made);
    }
  }

  @Test
  void shouldShowAnExampleOfEveryTopicsRecord() {
    Map<Topic<?>, Class<?>> shown = new LinkedHashMap<>();
    ContractExamples.all().forEach(e -> shown.put(e.topic(), e.value().getClass()));
    shown.put(Topics.DEAD_LETTERS, byte[].class);

    assertThat(shown.keySet()).containsExactlyElementsOf(Topics.all());
    shown.forEach((topic, type) -> assertThat(topic.valueType()).isEqualTo(type));
  }
}
