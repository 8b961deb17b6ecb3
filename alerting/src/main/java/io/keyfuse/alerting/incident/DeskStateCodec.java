package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.state.StateCodec;
import io.keyfuse.schemas.v1.KeyState;
import java.nio.BufferUnderflowException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The desk's state as bytes, layout 1: version byte, epoch, key, inventory in the order of its
 * names, incidents. Equal states give equal bytes. Thread-safe.
 */
public final class DeskStateCodec implements StateCodec<DeskState> {
  private static final int VERSION = 1;

  @Override
  public byte[] encode(DeskState state) {
    StateWriter out = new StateWriter();
    out.version(VERSION);
    out.number(state.epoch());
    out.symbol(state.key().state());
    out.number(state.key().epoch());
    out.text(state.key().incidentId());
    out.time(state.inventory().at());
    Map<String, String> coordinates = new TreeMap<>(state.inventory().coordinates());
    out.list(
        coordinates.entrySet(),
        entry -> {
          out.text(entry.getKey());
          out.text(entry.getValue());
        });
    out.list(state.incidents(), incident -> IncidentLayout.write(out, incident));
    return out.toBytes();
  }

  @Override
  public DeskState decode(byte[] bytes) {
    StateReader in = new StateReader(bytes);
    try {
      int version = in.version();
      if (version != VERSION) {
        throw new IllegalArgumentException("layout " + version + " of the desk is not known");
      }
      DeskState state = read(in);
      if (!in.isAtEnd()) {
        throw new IllegalArgumentException("bytes left after the desk's state");
      }
      return state;
    } catch (BufferUnderflowException | ArithmeticException e) {
      throw new IllegalArgumentException("the desk's state is cut short or broken", e);
    }
  }

  private static DeskState read(StateReader in) {
    long epoch = in.number();
    KeyStanding key = new KeyStanding(in.symbol(KeyState.class), in.number(), in.text());
    Instant at = in.time();
    Map<String, String> coordinates = new TreeMap<>();
    in.list(() -> Map.entry(in.text(), in.text()))
        .forEach(entry -> coordinates.put(entry.getKey(), entry.getValue()));
    List<Incident> incidents = in.list(() -> IncidentLayout.read(in));
    return new DeskState(epoch, key, new Inventory(at, coordinates), incidents);
  }
}
