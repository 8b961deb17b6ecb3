package io.keyfuse.detectors.state;

import io.keyfuse.schemas.state.StateCodec;

/**
 * The stored layout of {@link KeyMonitorState}: a version byte, then varints. Reading what it wrote
 * gives a state that behaves the same in every further step. Stateless and thread-safe.
 */
public final class KeyMonitorCodec implements StateCodec<KeyMonitorState> {
  private static final int VERSION = 2;

  @Override
  public byte[] encode(KeyMonitorState state) {
    ByteWriter out = new ByteWriter();
    out.octet(VERSION);
    state.write(out);
    return out.toBytes();
  }

  @Override
  public KeyMonitorState decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.octet();
    if (version < 1 || version > VERSION) {
      throw new IllegalArgumentException(
          "key monitor state has layout "
              + version
              + ", this build reads up to "
              + VERSION
              + "; run the newer build, or reset the application's state");
    }
    KeyMonitorState state = KeyMonitorState.read(in, version);
    in.end();
    return state;
  }
}
