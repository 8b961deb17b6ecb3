package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.SECOND;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.OwnershipConfig;
import io.keyfuse.detectors.scenario.Call;
import java.util.Random;

/**
 * A key with an owner: one to five calls every ten minutes, around 1,000 tokens in of which half
 * are cached, 250 out, a cent each, from three addresses. The same seed gives the same usage.
 */
final class OwnedKey {
  static final long SLOT = 10 * MINUTE;
  static final String OWN_NET = "198.51.100.";
  static final String OWN_AGENT = "billing-service/4.2";

  private static final double USD_PER_CALL = 0.01;

  final DetectorFixture key;
  private final Random random;

  OwnedKey(long seed) {
    this(seed, OwnershipConfig.defaults());
  }

  OwnedKey(long seed, OwnershipConfig config) {
    key = new DetectorFixture(new DetectionConfig(null, null, null, null, config, null, null));
    random = new Random(seed);
  }

  /** Only the provider's minute buckets are known. */
  OwnedKey providerDays(int days) {
    for (long at = 0; at < days * DAY; at += SLOT) {
      key.arriving(at + 4 * MINUTE, bucket(at, calls()));
    }
    return this;
  }

  /** Only the gateway's telemetry is known. */
  OwnedKey telemetryDays(int days) {
    for (long at = 0; at < days * DAY; at += SLOT) {
      telemetry(at, calls());
    }
    return this;
  }

  /** Both are known; telemetry of a call is lost at the rate. */
  OwnedKey bothDays(int days, double lost) {
    for (long at = 0; at < days * DAY; at += SLOT) {
      slot(at, lost);
    }
    return this;
  }

  /** Telemetry of the minute and four minutes later the provider's bucket. */
  OwnedKey slot(long at, double lost) {
    int calls = calls();
    int seen = 0;
    for (int call = 0; call < calls; call++) {
      seen += random.nextDouble() >= lost ? 1 : 0;
    }
    telemetry(at, seen);
    key.arriving(at + 4 * MINUTE, bucket(at, calls));
    return this;
  }

  /** So many calls of the owner in telemetry. */
  OwnedKey telemetry(long at, int calls) {
    for (int call = 0; call < calls; call++) {
      key.at(call(at + call * SECOND));
    }
    return this;
  }

  /** One call of the owner in telemetry. */
  Call call(long at) {
    String address = OWN_NET + random.nextInt(3);
    return shaped(DetectorFixture.call(at), 1).from(address, OWN_AGENT, "user-7");
  }

  /** So many calls of the owner in the provider's report. */
  Call bucket(long at, int calls) {
    return shaped(DetectorFixture.bucket(at), calls).requests(calls);
  }

  int calls() {
    return 1 + random.nextInt(5);
  }

  private Call shaped(Call call, int calls) {
    long input = calls * (800L + random.nextInt(400));
    long output = calls * (200L + random.nextInt(100));
    return call.usd(calls * USD_PER_CALL).tokens(input, input / 2, output);
  }
}
