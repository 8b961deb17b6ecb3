package io.keyfuse.detectors.state;

/**
 * The version byte that a stored layout begins with. Immutable.
 *
 * @param what the state's name, for messages
 * @param oldest version that can be read
 * @param newest version, which is written
 */
record LayoutVersion(String what, int oldest, int newest) {
  /** Begins a value. */
  ByteWriter begin() {
    return new ByteWriter().octet(newest);
  }

  /**
   * Reads the version of a value.
   *
   * @throws IllegalArgumentException when this build cannot read it
   */
  int read(ByteReader in) {
    int version = in.octet();
    if (version < oldest || version > newest) {
      throw new IllegalArgumentException(
          what
              + " has layout "
              + version
              + ", this build reads up to "
              + newest
              + "; run the newer build, or reset the application's state");
    }
    return version;
  }
}
