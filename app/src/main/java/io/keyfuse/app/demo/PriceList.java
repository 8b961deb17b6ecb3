package io.keyfuse.app.demo;

import static java.util.Map.entry;

import java.util.Map;

/**
 * The list prices of the demo's models as of August 2026, carried here so that the demo's own sums
 * do not come out of the price book that they check. The demo sends no request above 272,000 input
 * tokens to a model with a long-context price, so flat prices are exact. Immutable.
 */
final class PriceList {
  private static final Map<String, ModelPrice> PRICES =
      Map.ofEntries(
          entry("gpt-5-mini", new ModelPrice(250, 25, 2_000)),
          entry("gpt-5.4-mini", new ModelPrice(750, 75, 4_500)),
          entry("gpt-5.4", new ModelPrice(2_500, 250, 15_000)),
          entry("gpt-5.5", new ModelPrice(5_000, 500, 30_000)),
          entry("claude-haiku-4-5", new ModelPrice(1_000, 100, 5_000)),
          entry("claude-sonnet-4-6", new ModelPrice(3_000, 300, 15_000)),
          entry("claude-opus-4-8", new ModelPrice(5_000, 500, 25_000)),
          entry("claude-fable-5", new ModelPrice(10_000, 1_000, 50_000)));

  private PriceList() {}

  /**
   * Returns the cost in nano-US-dollars.
   *
   * @throws IllegalArgumentException when the model is none of the demo's
   */
  static long costNanos(String model, Tokens tokens) {
    ModelPrice price = PRICES.get(model);
    if (price == null) {
      throw new IllegalArgumentException("the demo has no price for model " + model);
    }
    return (tokens.input() - tokens.cachedRead()) * price.input()
        + tokens.cachedRead() * price.cachedRead()
        + tokens.output() * price.output();
  }
}
