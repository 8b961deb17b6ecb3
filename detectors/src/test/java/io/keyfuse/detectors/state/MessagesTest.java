package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keys and the fleet are told, as bytes. */
class MessagesTest {
  private static final long T = 1_772_604_300_000L;
  private static final UsageShape SHAPE = new UsageShape(11.9f, 8.25f, 7);

  static Stream<KeyMessage> keyMessages() {
    return Stream.of(
        new KeyMessage.Warned(new FleetWarning(SHAPE, 300, T)),
        new KeyMessage.Bequeath("openai:proj_1:key:with:colons"),
        new KeyMessage.Leaked(T),
        new KeyMessage.Unguarded(-T),
        new KeyMessage.Change(20, T + 1),
        new KeyMessage.Canary(true),
        new KeyMessage.Canary(false));
  }

  static Stream<FleetMessage> fleetMessages() {
    return Stream.of(
        new Suspect("openai:proj_1:key_1", SHAPE, T, true),
        new Suspect("openai:proj_1:key_2", SHAPE, -1, false),
        new FleetMessage.Unguarded("openai:org_1", T));
  }

  @ParameterizedTest
  @MethodSource("keyMessages")
  void shouldReadWhatAKeyIsTold(KeyMessage message) {
    byte[] bytes = message.encode();

    assertThat(KeyMessage.decode(bytes)).isEqualTo(message);
    CutSamples.refused(bytes, KeyMessage::decode);
  }

  @ParameterizedTest
  @MethodSource("fleetMessages")
  void shouldReadWhatTheFleetIsTold(FleetMessage message) {
    byte[] bytes = message.encode();

    assertThat(FleetMessage.decode(bytes)).isEqualTo(message);
    CutSamples.refused(bytes, FleetMessage::decode);
  }

  @Test
  void shouldHandOnALegacyAsItIs() {
    byte[] state = new KeyMonitorCodec().encode(new KeyMonitorState());

    byte[] bytes = new KeyMessage.Inherit(state).encode();

    assertThat(legacy(bytes)).isEqualTo(state);
    assertThatThrownBy(() -> KeyMessage.decode(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldLeaveItToTheStatesCodecToRefuseALegacyThatIsCutOff() {
    byte[] state = new KeyMonitorCodec().encode(new KeyMonitorState());

    CutSamples.refused(
        state, cut -> new KeyMonitorCodec().decode(legacy(new KeyMessage.Inherit(cut).encode())));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 255})
  void shouldRefuseAKeyMessageOfUnknownNumber(int tag) {
    assertThatThrownBy(() -> KeyMessage.decode(new byte[] {(byte) tag, 1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number " + tag);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 255})
  void shouldRefuseAFleetMessageOfUnknownNumber(int tag) {
    assertThatThrownBy(() -> FleetMessage.decode(new byte[] {(byte) tag, 1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number " + tag);
  }

  @Test
  void shouldRefuseAnIdThatIsMissing() {
    byte[] none = new ByteWriter().octet(2).text(null).toBytes();

    assertThatThrownBy(() -> KeyMessage.decode(none)).hasMessageContaining("id missing");
    assertThatThrownBy(() -> FleetMessage.decode(none)).hasMessageContaining("id missing");
  }

  private static byte[] legacy(byte[] message) {
    return ((KeyMessage.Inherit) KeyMessage.decode(message)).state();
  }
}
