package io.keyfuse.detectors.state;

import io.keyfuse.schemas.state.StateCodec;

/**
 * The stored layout of {@link ReconciliationLedger}: a version byte, then varints. Stateless and
 * thread-safe.
 */
public final class ReconciliationCodec implements StateCodec<ReconciliationLedger> {
  private static final LayoutVersion VERSION = new LayoutVersion("reconciliation ledger", 1, 1);

  @Override
  public byte[] encode(ReconciliationLedger ledger) {
    ByteWriter out = VERSION.begin();
    ledger.write(out);
    return out.toBytes();
  }

  @Override
  public ReconciliationLedger decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    VERSION.read(in);
    ReconciliationLedger ledger = ReconciliationLedger.read(in);
    in.end();
    return ledger;
  }
}
