package io.keyfuse.detectors.state;

/** What the whole fleet is told. Stays inside the topology, as bytes. */
public sealed interface FleetMessage permits Suspect, FleetMessage.Unguarded {
  /**
   * A limit or an alarm of a whole account was taken away at its provider.
   *
   * @param account {@code provider:account}
   * @param atMs when
   */
  record Unguarded(String account, long atMs) implements FleetMessage {}

  /** Returns the bytes that {@link #decode} reads. */
  default byte[] encode() {
    ByteWriter out = new ByteWriter();
    if (this instanceof Suspect suspect) {
      suspect.write(out.octet(1));
    } else if (this instanceof Unguarded unguarded) {
      out.octet(2).text(unguarded.account()).signed(unguarded.atMs());
    }
    return out.toBytes();
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException when the bytes are none
   */
  static FleetMessage decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int tag = in.octet();
    FleetMessage message =
        switch (tag) {
          case 1 -> Suspect.read(in);
          case 2 -> new Unguarded(in.id(), in.signed());
          default -> throw new IllegalArgumentException("no message has the number " + tag);
        };
    in.end();
    return message;
  }
}
