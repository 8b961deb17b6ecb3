package io.keyfuse.ingest.feed.openrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.FakeMemory;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.ScriptedProvider;
import io.keyfuse.ingest.feed.ScriptedProvider.Answer;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.UsageEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spend per key out of OpenRouter's running totals: every dollar once. */
class OpenRouterKeysFeedTest {
  // Far from the machine's time, so that the clock of the server is not believed.
  private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");

  private final Map<String, String> keys = new LinkedHashMap<>();
  private final FakeMemory memory = new FakeMemory();
  private final ScriptedProvider provider = new ScriptedProvider(this::list);
  private volatile Instant now = START;
  private final OpenRouterKeysFeed feed =
      new OpenRouterKeysFeed("main", FeedSchedule.minutely(), provider.http(() -> now), () -> now);
  private volatile int failFrom = Integer.MAX_VALUE;

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void shouldCountAKeyFromWhereItWasFirstSeen() {
    key("a", "12.5", "2025-01-01T00:00:00Z");
    assertThat(sweep()).isEmpty();
    key("a", "13.75", "2025-01-01T00:00:00Z");

    assertThat(sweep()).containsExactly(Map.entry("a", 1_250_000_000L));
    assertThat(sweep()).isEmpty();
  }

  @Test
  void shouldCountAllOfAKeyThatWasMadeSinceTheLastSweep() {
    sweep();
    key("new", "0.000000001", START.plusSeconds(90).toString());
    key("old", "7", START.minusSeconds(30).toString());

    assertThat(sweep()).containsExactly(Map.entry("new", 1L));
  }

  @Test
  void shouldBeginAnewAtATotalThatShrank() {
    key("a", "10", "2025-01-01T00:00:00Z");
    sweep();
    key("a", "4", "2025-01-01T00:00:00Z");
    assertThat(sweep()).isEmpty();
    key("a", "5", "2025-01-01T00:00:00Z");

    assertThat(sweep()).containsExactly(Map.entry("a", 1_000_000_000L));
  }

  @Test
  void shouldSayWhoseAndWhen() {
    key("a", "1", "2025-01-01T00:00:00Z");
    sweep();
    key("a", "2", "2025-01-01T00:00:00Z");
    now = now.plusSeconds(60);
    memory.sweep(feed);

    UsageEvent event = memory.usage().get(0);
    assertThat(CredentialId.of(event.getCredential())).isEqualTo("openrouter:ws_1:a");
    assertThat(event.getFeed()).isEqualTo("openrouter-keys");
    assertThat(event.getOccurredAt()).isEqualTo(START.plusSeconds(60));
    assertThat(event.getBucket().getWidthMs()).isEqualTo(60_000L);
  }

  @Test
  void shouldReadEveryPageOfAHundred() {
    for (int i = 0; i < 250; i++) {
      key("k" + i, "1", "2025-01-01T00:00:00Z");
    }
    sweep();
    key("k249", "3", "2025-01-01T00:00:00Z");

    assertThat(sweep()).containsExactly(Map.entry("k249", 2_000_000_000L));
    assertThat(provider.asked())
        .extracting(URI::getQuery)
        .contains("include_disabled=true&offset=200");
  }

  @Test
  void shouldCountNothingTwiceAfterACrashBetweenPages() {
    Map<String, Long> counted = new TreeMap<>();
    spend(150, "1");
    failFrom = 100;
    crash();
    failFrom = Integer.MAX_VALUE;
    spend(150, "1.5");
    add(counted, sweep());
    spend(150, "2");
    failFrom = 100;
    crash();
    failFrom = Integer.MAX_VALUE;
    spend(150, "3.25");
    add(counted, sweep());

    // What the first page stored before the first crash is where its keys are counted from.
    assertThat(counted.get("k0")).isEqualTo(2_250_000_000L);
    assertThat(counted.get("k149")).isEqualTo(1_750_000_000L);
  }

  @Test
  void shouldGiveUsageATimeThatIsBelievedWhateverWasStoredLast() {
    key("a", "1", "2025-01-01T00:00:00Z");
    failFrom = 0;
    crash();
    failFrom = Integer.MAX_VALUE;
    sweep();
    now = now.plus(Duration.ofDays(90));
    key("a", "2", "2025-01-01T00:00:00Z");
    memory.at(new FeedMark(START, START, START, Map.of())).sweep(feed);

    UsageEvent event = memory.usage().get(0);
    assertThat(Duration.ofMillis(event.getBucket().getWidthMs())).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void shouldLetADifferenceWaitWhileTheClockIsBehind() {
    key("a", "1", "2025-01-01T00:00:00Z");
    sweep();
    key("a", "2", "2025-01-01T00:00:00Z");
    now = START.minusSeconds(600);
    memory.sweep(feed);
    assertThat(memory.taken()).singleElement().isInstanceOf(Decoded.Ignored.class);
    now = START.plusSeconds(600);

    assertThat(sweep()).containsExactly(Map.entry("a", 1_000_000_000L));
  }

  @Test
  void shouldRefuseAKeyThatItCannotReadAndGoOn() {
    key("a", "'much'", "2025-01-01T00:00:00Z");
    key("b", "1", "2025-01-01T00:00:00Z");
    memory.sweep(feed);

    assertThat(memory.taken())
        .hasSize(2)
        .hasAtLeastOneElementOfType(Decoded.Refused.class)
        .hasAtLeastOneElementOfType(Decoded.Context.class);
  }

  private Map<String, Long> sweep() {
    now = now.plusSeconds(60);
    memory.sweep(feed);
    Map<String, Long> spent = new TreeMap<>();
    for (UsageEvent event : memory.usage()) {
      spent.merge(event.getCredential().getKeyId(), event.getCost().getAmountNanos(), Long::sum);
    }
    return spent;
  }

  /** Sweeps up to the page that fails; what was spent on the pages before is in the next sum. */
  private void crash() {
    now = now.plusSeconds(60);
    assertThatThrownBy(() -> memory.sweep(feed)).isInstanceOf(FeedFault.class);
  }

  private static void add(Map<String, Long> sum, Map<String, Long> more) {
    more.forEach((key, nanos) -> sum.merge(key, nanos, Long::sum));
  }

  private void spend(int count, String usd) {
    for (int i = 0; i < count; i++) {
      key("k" + i, usd, "2025-01-01T00:00:00Z");
    }
  }

  private void key(String hash, String usage, String createdAt) {
    keys.put(
        hash,
        "{'hash':'"
            + hash
            + "','usage':"
            + usage
            + ",'created_at':'"
            + createdAt
            + "','workspace_id':'ws_1'}");
  }

  private Answer list(URI uri) {
    int offset = Integer.parseInt(uri.getQuery().replaceFirst(".*offset=", ""));
    if (offset >= failFrom) {
      return new Answer(502, "{}", Map.of());
    }
    List<String> all = List.copyOf(keys.values());
    List<String> page =
        all.subList(Math.min(offset, all.size()), Math.min(offset + 100, all.size()));
    return Answer.ok("{'data':[" + String.join(",", page) + "]}");
  }
}
