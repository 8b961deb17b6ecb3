package io.keyfuse.detectors.state;

/**
 * A report of one key that is unlike its owner's, told to the whole fleet.
 *
 * @param credentialId whose key
 * @param shape what its calls look like
 * @param atMs event time
 * @param isTheft whether the key's own detectors already take it for a theft
 */
public record Suspect(String credentialId, UsageShape shape, long atMs, boolean isTheft)
    implements FleetMessage {

  void write(ByteWriter out) {
    out.text(credentialId);
    shape.write(out);
    out.signed(atMs).flag(isTheft);
  }

  static Suspect read(ByteReader in) {
    return new Suspect(in.id(), UsageShape.read(in), in.signed(), in.flag());
  }
}
