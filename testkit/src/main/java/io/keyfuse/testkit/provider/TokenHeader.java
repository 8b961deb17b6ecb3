package io.keyfuse.testkit.provider;

import io.keyfuse.schemas.money.NanoUsd;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts that a caller announces in {@code x-standin-tokens:
 * input=300000,cached=0,output=900,usd=1.25}; a real provider counts them from the prompt. Without
 * {@code usd} the cost is 2.50 USD per million input and 10 USD per million output tokens.
 *
 * @param input input tokens, cached ones included
 * @param cached part of the input served from the cache
 * @param output output tokens
 * @param costNanos cost in nano-USD
 */
record TokenHeader(long input, long cached, long output, long costNanos) {
  static final String NAME = "x-standin-tokens";

  private static final long INPUT_NANOS = 2_500;
  private static final long OUTPUT_NANOS = 10_000;

  /** Reads the header; a missing one stands for ten tokens in and ten out. */
  static TokenHeader parse(@Nullable String text) {
    Map<String, String> members = new HashMap<>(Map.of("input", "10", "output", "10"));
    for (String member : text == null ? new String[0] : text.split(",", -1)) {
      String[] pair = member.strip().split("=", -1);
      if (pair.length != 2) {
        throw fault(String.valueOf(text));
      }
      members.put(pair[0], pair[1]);
    }
    try {
      long input = Long.parseLong(String.valueOf(members.get("input")));
      long cached = Long.parseLong(members.getOrDefault("cached", "0"));
      long output = Long.parseLong(String.valueOf(members.get("output")));
      if (input < 0 || cached < 0 || output < 0 || cached > input) {
        throw fault(String.valueOf(text));
      }
      String usd = members.get("usd");
      long cost = usd == null ? input * INPUT_NANOS + output * OUTPUT_NANOS : NanoUsd.ofUsd(usd);
      return new TokenHeader(input, cached, output, cost);
    } catch (NumberFormatException e) {
      throw fault(String.valueOf(text));
    }
  }

  private static StandInRefusal fault(String text) {
    return new StandInRefusal(
        400, "invalid_standin_header", NAME + ": write input=1,cached=0,output=1, not " + text);
  }
}
