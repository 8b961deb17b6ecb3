package io.keyfuse.detectors.scenario;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds priced usage events; every value has a default. Not thread-safe. */
public final class Call {
  private final UsageEvent.Builder event;
  private final TokenCounts tokens = new TokenCounts(1_000L, 0L, 0L, 0L, 200L, 0L);

  private Call(String key, long atMs) {
    event =
        UsageEvent.newBuilder()
            .setEventId(key + "-" + atMs)
            .setOccurredAt(Instant.ofEpochMilli(atMs))
            .setObservedAt(Instant.ofEpochMilli(atMs))
            .setSource(UsageSource.TELEMETRY)
            .setCredential(new Credential("anthropic", "default", key))
            .setTenant("tenant-1")
            .setModel("claude-haiku")
            .setTokens(tokens)
            .setCost(new Cost(0L, CostBasis.PRICED))
            .setStatus(UsageStatus.OK);
  }

  /** One telemetry call of the key at the time. */
  public static Call of(String key, long atMs) {
    return new Call(key, atMs);
  }

  /** One minute bucket of the provider's usage report. */
  public static Call bucket(String key, long minuteMs) {
    Call call = new Call(key, minuteMs).from(UsageSource.PROVIDER_USAGE);
    call.event.setBucket(new Bucket(Instant.ofEpochMilli(minuteMs), 60_000L));
    return call;
  }

  /** The call is made with another key. */
  public Call with(String key) {
    event.setCredential(new Credential("anthropic", "default", key));
    return this;
  }

  public Call from(UsageSource source) {
    event.setSource(source);
    return this;
  }

  /** Money, and the tokens that it buys: 10,000 in and 2,000 out for a dollar. */
  public Call usd(double usd) {
    return tokens(Math.max(1_000, Math.round(usd * 10_000)), Math.max(200, Math.round(usd * 2_000)))
        .nanos(Math.round(usd * NanoUsd.PER_USD));
  }

  public Call nanos(long nanos) {
    event.setCost(new Cost(nanos, CostBasis.PRICED));
    return this;
  }

  public Call basis(CostBasis basis) {
    event.setCost(new Cost(event.getCost().getAmountNanos(), basis));
    return this;
  }

  public Call requests(long count) {
    event.setRequestCount(count);
    return this;
  }

  public Call tokens(long input, long output) {
    event.setTokens(new TokenCounts(input, 0L, 0L, 0L, output, 0L));
    return this;
  }

  /** Input of which so much was cached. */
  public Call tokens(long input, long cached, long output) {
    event.setTokens(new TokenCounts(input, cached, 0L, 0L, output, 0L));
    return this;
  }

  public Call from(String address, String agent, @Nullable String user) {
    event.setClientIp(address);
    event.setUserAgent(agent);
    event.setUser(user);
    return this;
  }

  public Call region(String region) {
    event.setRegion(region);
    return this;
  }

  public Call operation(String operation) {
    event.setOperation(operation);
    return this;
  }

  public Call refused(String code) {
    event.setErrorCode(code);
    return status(UsageStatus.ERROR).tokens(0, 0).nanos(0);
  }

  public Call model(String model) {
    event.setModel(model);
    return this;
  }

  public Call status(UsageStatus status) {
    event.setStatus(status);
    return this;
  }

  /** A report of so much time from the call's. */
  public Call width(long widthMs) {
    event.setBucket(new Bucket(event.getOccurredAt(), widthMs));
    return this;
  }

  public UsageEvent build() {
    return event.build();
  }
}
