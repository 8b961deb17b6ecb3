package io.keyfuse.ingest.price;

/**
 * One kind of price of an own row that is too far from the built-in one to be believed. Prices are
 * pico-US-dollars per token. Immutable.
 *
 * @param provider provider of the row
 * @param model model of the row
 * @param kind which price, for example input or batch output
 * @param builtInPicos the price that stays
 * @param ownPicos the price that is not believed
 */
record QuarantinedPrice(
    String provider, String model, String kind, long builtInPicos, long ownPicos) {

  /** Returns one sentence that names both prices and the fix. */
  String message() {
    return "ingest.prices.file: the "
        + kind
        + " price of "
        + provider
        + " "
        + model
        + " is "
        + ListedRates.usdPerMillion(ownPicos)
        + " USD per million tokens, the built-in one is "
        + ListedRates.usdPerMillion(builtInPicos)
        + "; the built-in prices stay. Mend the file, or write ingest.prices.accepted_changes: [\""
        + model
        + "\"]";
  }
}
