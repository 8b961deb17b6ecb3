package io.keyfuse.detectors.state;

import io.keyfuse.schemas.state.StateCodec;

/**
 * The stored layout of {@link FleetState}: a version byte, then varints. Stateless and thread-safe.
 */
public final class FleetStateCodec implements StateCodec<FleetState> {
  private static final LayoutVersion VERSION = new LayoutVersion("fleet state", 1, 1);

  @Override
  public byte[] encode(FleetState state) {
    ByteWriter out = VERSION.begin();
    state.write(out);
    return out.toBytes();
  }

  @Override
  public FleetState decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    VERSION.read(in);
    FleetState state = FleetState.read(in);
    in.end();
    return state;
  }
}
