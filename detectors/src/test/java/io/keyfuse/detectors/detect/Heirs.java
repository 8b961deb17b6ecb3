package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.START;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.scenario.Replay;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.List;
import java.util.Objects;

/** The key that follows an owned key by rotation. Stateless: all is in the owned key's replay. */
final class Heirs {
  static final String HEIR_ID = "anthropic:default:key-2";

  private static final String HEIR = "key-2";

  private Heirs() {}

  /** The heir follows the key at the time after the start. */
  static void rotate(OwnedKey owned, long at) {
    owned.key.replay.tell(heirs(at), legacy(owned));
  }

  static KeyMessage legacy(OwnedKey owned) {
    owned.key.told(new KeyMessage.Bequeath(HEIR_ID));
    return Objects.requireNonNull(owned.key.replay.messages().get(HEIR_ID), "nothing bequeathed");
  }

  static void arrive(OwnedKey owned, Call call) {
    owned.key.at(call.with(HEIR));
  }

  static UsageEvent heirs(long at) {
    return Call.of(HEIR, START + at).build();
  }

  static KeyMonitorState heir(OwnedKey owned) {
    return owned.key.replay.state(heirs(0));
  }

  static List<Evidence> heirs(OwnedKey owned) {
    return said(owned, HEIR);
  }

  static List<Evidence> said(OwnedKey owned, String key) {
    return owned.key.replay.said().stream()
        .map(Replay.Said::evidence)
        .filter(each -> each.getCredential().getKeyId().equals(key))
        .toList();
  }
}
