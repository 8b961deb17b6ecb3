package io.keyfuse.schemas.state;

/**
 * Turns a state value into bytes and back. The first byte is the layout's version; every version
 * ever written can be read. Thread-safe.
 *
 * @param <S> state type
 */
public interface StateCodec<S> {
  /** Writes the state in the newest layout. */
  byte[] encode(S state);

  /**
   * Reads any layout ever written.
   *
   * @throws IllegalArgumentException when the bytes are none
   */
  S decode(byte[] bytes);
}
