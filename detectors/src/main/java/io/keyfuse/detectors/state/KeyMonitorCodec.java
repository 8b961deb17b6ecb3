package io.keyfuse.detectors.state;

import io.keyfuse.schemas.state.StateCodec;

/**
 * The stored layout of {@link KeyMonitorState}: a version byte, then varints. Reading what it wrote
 * gives a state that behaves the same in every further step. Stateless and thread-safe.
 */
public final class KeyMonitorCodec implements StateCodec<KeyMonitorState> {
  private static final LayoutVersion VERSION = new LayoutVersion("key monitor state", 1, 3);

  @Override
  public byte[] encode(KeyMonitorState state) {
    ByteWriter out = VERSION.begin();
    state.write(out);
    return out.toBytes();
  }

  @Override
  public KeyMonitorState decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    KeyMonitorState state = KeyMonitorState.read(in, VERSION.read(in));
    in.end();
    return state;
  }
}
