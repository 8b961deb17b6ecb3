package io.keyfuse.schemas.document;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import io.keyfuse.schemas.v1.SpendTotals;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One minute in which a thief used a key: what was reported, closed and found. */
final class UsageExamples {
  static final Credential KEY = new Credential("openai", "proj_k2V9hT", "key_8Rw4mQz71Lx0");
  static final Instant MINUTE = Instant.parse("2026-11-23T10:04:00Z");
  static final Instant FOUND = MINUTE.plusSeconds(61).plusMillis(480);
  private static final Duration WIDTH = Duration.ofMinutes(1);
  private static final long CALLS = 412;
  private static final long INPUT = 9_888_000;
  private static final long OUTPUT = 824_000;
  private static final long SPENT = NanoUsd.ofUsd("20.60");

  private UsageExamples() {}

  static UsageEvent usage() {
    return UsageEvent.newBuilder()
        .setEventId("openai-usage/proj_k2V9hT/key_8Rw4mQz71Lx0/gpt-5/2026-11-23T10:04")
        .setOccurredAt(MINUTE)
        .setObservedAt(FOUND)
        .setSource(UsageSource.PROVIDER_USAGE)
        .setFeed("openai-usage")
        .setBucket(new Bucket(MINUTE, WIDTH.toMillis()))
        .setCredential(KEY)
        .setTenant("acme")
        .setProject("support-bot")
        .setModel("gpt-5")
        .setOperation("chat")
        .setServiceTier("standard")
        .setRequestCount(CALLS)
        .setTokens(new TokenCounts(INPUT, 0L, 0L, 0L, OUTPUT, 131_840L))
        .setCost(new Cost(SPENT, CostBasis.PRICED))
        .setStatus(UsageStatus.OK)
        .build();
  }

  static ContextEvent context() {
    return ContextEvent.newBuilder()
        .setContextId("inventory-2026-11-01-0017")
        .setKind(ContextKind.INVENTORY)
        .setScope("openai:proj_k2V9hT:key_8Rw4mQz71Lx0")
        .setCredential(KEY)
        .setAt(Instant.parse("2026-11-01T08:00:00Z"))
        .setAttributes(
            Map.of("project_id", "proj_k2V9hT", "owner", "support", "environment", "staging"))
        .setSource("inventory")
        .build();
  }

  static SpendWindow spend() {
    return SpendWindow.newBuilder()
        .setCredential(KEY)
        .setTenant("acme")
        .setWindowStart(MINUTE)
        .setWidthMs(WIDTH.toMillis())
        .setRevision(1)
        .setTelemetry(new SpendTotals(NanoUsd.ofUsd("0.03"), 3L, 0L, 3_600L, 2_100L))
        .setProvider(new SpendTotals(SPENT, CALLS, 0L, INPUT, OUTPUT))
        .setSpendNanos(SPENT)
        .setClosedAt(FOUND)
        .build();
  }

  static Evidence evidence() {
    return Evidence.newBuilder()
        .setEvidenceId("0f2d6c3e-6b7a-5c1e-9a34-2f6c8f0f6c11")
        .setCredential(KEY)
        .setTenant("acme")
        .setProject("support-bot")
        .setSignal(Signal.SPEND_BURST)
        .setCause(Cause.THEFT)
        .setProbability(0.9971)
        .setEpisodeStartedAt(MINUTE)
        .setObservedAt(FOUND)
        .setWindowMs(WIDTH.toMillis())
        .setSpendNanos(SPENT)
        .setExpectedNanos(NanoUsd.ofUsd("0.04"))
        .setBurnNanosPerHour(NanoUsd.ofUsd("1236"))
        .setRequestCount(CALLS)
        .setTokenCount(INPUT + OUTPUT)
        .setFacts(List.of(new Fact("spend_1m_usd", "20.6", 5.84)))
        .setSummary("Spent $20.60 in one minute where $0.04 is usual.")
        .build();
  }
}
