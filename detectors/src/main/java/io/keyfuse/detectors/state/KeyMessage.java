package io.keyfuse.detectors.state;

/**
 * What a key's monitor is told beside usage: context of the owner's, of its provider, and of other
 * keys. Stays inside the topology, as bytes.
 */
public sealed interface KeyMessage {
  /** Somebody robs other keys with the same calls. */
  record Warned(FleetWarning warning) implements KeyMessage {}

  /** Another key follows this one by rotation. */
  record Bequeath(String heirId) implements KeyMessage {}

  /** What this key's predecessor knew of its owner. */
  final class Inherit implements KeyMessage {
    private final byte[] state;

    /** Takes a state in the layout of {@link KeyMonitorCodec}, which is not copied. */
    public Inherit(byte[] state) {
      this.state = state;
    }

    /** Returns the state, which is not copied. */
    public byte[] state() {
      return state;
    }
  }

  /** The key's secret was seen where it should not be. */
  record Leaked(long atMs) implements KeyMessage {}

  /** A limit or an alarm of the key was taken away at its provider. */
  record Unguarded(long atMs) implements KeyMessage {}

  /** A change of up to so many times the usual is planned until the time. */
  record Change(int factor, long untilMs) implements KeyMessage {}

  /** Whether the key is a bait that nobody may use. */
  record Canary(boolean isOne) implements KeyMessage {}

  /** Returns the bytes that {@link #decode} reads. */
  default byte[] encode() {
    ByteWriter out = new ByteWriter();
    if (this instanceof Warned warned) {
      warned.warning().write(out.octet(1));
    } else if (this instanceof Bequeath bequeath) {
      out.octet(2).text(bequeath.heirId());
    } else if (this instanceof Inherit inherit) {
      out.octet(3).bytes(inherit.state());
    } else if (this instanceof Leaked leaked) {
      out.octet(4).signed(leaked.atMs());
    } else if (this instanceof Unguarded unguarded) {
      out.octet(5).signed(unguarded.atMs());
    } else if (this instanceof Change change) {
      out.octet(6).count(change.factor()).signed(change.untilMs());
    } else if (this instanceof Canary canary) {
      out.octet(7).flag(canary.isOne());
    }
    return out.toBytes();
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException when the bytes are none
   */
  static KeyMessage decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int tag = in.octet();
    KeyMessage message =
        switch (tag) {
          case 1 -> new Warned(FleetWarning.read(in));
          case 2 -> new Bequeath(in.id());
          case 3 -> new Inherit(in.rest());
          case 4 -> new Leaked(in.signed());
          case 5 -> new Unguarded(in.signed());
          case 6 -> new Change(in.count(Integer.MAX_VALUE), in.signed());
          case 7 -> new Canary(in.flag());
          default -> throw new IllegalArgumentException("no message has the number " + tag);
        };
    in.end();
    return message;
  }
}
