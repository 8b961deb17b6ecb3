package io.keyfuse.detectors.state;

import io.keyfuse.schemas.state.StateCodec;

/**
 * The stored layout of {@link ReconciliationLedger}: a version byte, then varints. Stateless and
 * thread-safe.
 */
public final class ReconciliationCodec implements StateCodec<ReconciliationLedger> {
  private static final int VERSION = 1;

  @Override
  public byte[] encode(ReconciliationLedger ledger) {
    ByteWriter out = new ByteWriter().octet(VERSION);
    ledger.write(out);
    return out.toBytes();
  }

  @Override
  public ReconciliationLedger decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.octet();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "reconciliation ledger has layout "
              + version
              + ", this build reads up to "
              + VERSION
              + "; run the newer build, or reset the application's state");
    }
    ReconciliationLedger ledger = ReconciliationLedger.read(in);
    in.end();
    return ledger;
  }
}
