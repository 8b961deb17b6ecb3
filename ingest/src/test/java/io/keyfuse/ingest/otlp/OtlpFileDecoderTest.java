package io.keyfuse.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.file.DecodedFiles;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.ingest.file.FileFormat;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.FormatDetector;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of export requests, as the collector's file exporter and people write them. */
class OtlpFileDecoderTest {
  private static final String CALLS =
      text(
          OtlpBodies.json(
              Map.of("keyfuse.credential.id", "openai:p:key_1"), List.of(call(100), call(20))));
  private static final String OTHERS =
      text(OtlpBodies.json(Map.of("service.name", "web"), List.of(Map.of("http.method", "GET"))));

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"%s\n%s\n", "[%s,%s]", "[%s,\n%s\n]", "%s %s", "\n%s\r\n\n%s"})
  void shouldReadRequestsHoweverTheyAreLaidOut(String layout) throws IOException {
    DecodedFiles decoded = decode(String.format(layout, CALLS, OTHERS));

    assertThat(decoded.tally().usage()).isEqualTo(2);
    assertThat(decoded.tally().ignoredCount()).isEqualTo(1);
    assertThat(decoded.tally().refusedCount()).isZero();
    assertThat(decoded.tally().inputTokens()).isEqualTo(120);
    assertThat(decoded.usage())
        .allSatisfy(
            event -> {
              assertThat(event.getFeed()).isEqualTo("otlp-traces");
              assertThat(event.getCredential().getKeyId()).isEqualTo("key_1");
              assertThat(event.getObservedAt()).isEqualTo(DecodedFiles.OBSERVED);
            });
  }

  @Test
  void shouldGiveACallTheIdThatItsPostWouldHaveGiven() throws IOException {
    List<UsageEvent> events = decode(CALLS).usage();

    assertThat(events)
        .extracting(UsageEvent::getEventId)
        .containsExactly(
            OtlpBodies.TRACE + OtlpBodies.spanId(0), OtlpBodies.TRACE + OtlpBodies.spanId(1));
  }

  @Test
  void shouldRefuseABrokenLineAndReadTheNext() throws IOException {
    DecodedFiles decoded =
        decode(OTHERS + "\n{\"resourceSpans\":[{\"scopeSpans\":7}]}\nnothing\n{}\n" + CALLS);

    assertThat(decoded.tally().usage()).isEqualTo(2);
    assertThat(decoded.tally().ignored()).containsEntry("no_signal", 1L);
    assertThat(decoded.parts())
        .filteredOn(part -> part instanceof Decoded.Refused)
        .extracting(Decoded::where)
        .containsExactly("line 2", "line 3");
  }

  @Test
  void shouldNotTakeHalfADocumentForAWholeOne() {
    assertThatThrownBy(() -> decode("[" + CALLS + "," + CALLS.substring(0, 90)))
        .isInstanceOf(FileFault.class)
        .hasMessageContaining("request 2");
  }

  @Test
  void shouldKnowAFileByItsFirstRequestHoweverLongItIs() throws IOException {
    String prompt = "x".repeat(2_000_000);
    String request =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"" + prompt + "\"}]}]}]}";
    Path file = Files.writeString(folder.resolve("long.json"), request + '\n' + CALLS);

    assertThat(FormatDetector.detect(new FileInput(file, DecodedFiles.OBSERVED)).format())
        .isEqualTo(FileFormat.OTLP);
    assertThat(decode(request + '\n' + CALLS).tally().usage()).isEqualTo(2);
  }

  private DecodedFiles decode(String text) throws IOException {
    return DecodedFiles.text(new OtlpFileDecoder(OtlpConfig.defaults()), folder, text);
  }

  private static Map<String, Object> call(long input) {
    return Map.of(
        "gen_ai.operation.name",
        "chat",
        "gen_ai.request.model",
        "gpt-5-mini",
        "gen_ai.usage.input_tokens",
        input,
        "gen_ai.usage.output_tokens",
        7L);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
