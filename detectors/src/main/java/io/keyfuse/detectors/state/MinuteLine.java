package io.keyfuse.detectors.state;

/**
 * One model in one minute, side by side. Immutable.
 *
 * @param telemetry what the owner's applications reported
 * @param provider what the provider's usage report said
 */
public record MinuteLine(UsageTotals telemetry, UsageTotals provider) {
  static final MinuteLine NONE = new MinuteLine(UsageTotals.NONE, UsageTotals.NONE);

  MinuteLine plus(Amounts amounts) {
    return amounts.side() == Side.TELEMETRY
        ? new MinuteLine(telemetry.plus(amounts), provider)
        : new MinuteLine(telemetry, provider.plus(amounts));
  }

  void write(ByteWriter out) {
    telemetry.write(out);
    provider.write(out);
  }

  static MinuteLine read(ByteReader in) {
    return new MinuteLine(UsageTotals.read(in), UsageTotals.read(in));
  }
}
