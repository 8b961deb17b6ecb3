package io.keyfuse.bench.step;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.detect.KeyMonitor;
import io.keyfuse.detectors.detect.MonitorSink;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.KeyMonitorCodec;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.Suspect;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays the detection step over recorded traffic without end: the first week has made the states
 * known, the {@value #MOST} events after it are played again and again, each time from the states
 * of the week's end. Used by one thread.
 */
final class StepPlay {
  static final int MOST = 50_000;

  private static final Duration HISTORY = Duration.ofDays(7);

  private final KeyMonitor monitor =
      new KeyMonitor(DetectionConfig.defaults(), new SimpleMeterRegistry());
  private final KeyMonitorCodec codec = new KeyMonitorCodec();
  private final Told told = new Told();
  private final UsageEvent[] events;
  private final int[] keys;
  private final byte[][] known;
  private final byte[][] stored;
  private final KeyMonitorState[] states;
  private int at;

  /** Reads a recording and plays its first week. */
  StepPlay(Path usage, int calls) throws IOException {
    Map<String, Integer> places = new HashMap<>();
    List<KeyMonitorState> warm = new ArrayList<>();
    List<UsageEvent> later = new ArrayList<>();
    long[] untilMs = {0};
    StepTraffic.read(
        usage,
        calls,
        event -> {
          int key = places.computeIfAbsent(idOf(event), id -> places.size());
          if (key == warm.size()) {
            warm.add(new KeyMonitorState());
          }
          long nowMs = event.getObservedAt().toEpochMilli();
          untilMs[0] = untilMs[0] == 0 ? nowMs + HISTORY.toMillis() : untilMs[0];
          if (nowMs < untilMs[0]) {
            monitor.usage(warm.get(key), event, nowMs, told);
          } else {
            later.add(event);
          }
          return later.size() < MOST;
        });
    events = later.toArray(UsageEvent[]::new);
    keys = later.stream().mapToInt(event -> places.getOrDefault(idOf(event), 0)).toArray();
    known = warm.stream().map(codec::encode).toArray(byte[][]::new);
    stored = known.clone();
    states = new KeyMonitorState[known.length];
    rewind();
  }

  /** Makes one step on a state that is in memory; returns how much has come out so far. */
  long step() {
    int now = next();
    KeyMonitorState state = states[keys[now]];
    monitor.usage(state, events[now], events[now].getObservedAt().toEpochMilli(), told);
    return told.records;
  }

  /** Makes one step on a state that is kept as bytes, as the topology does. */
  byte[] storedStep() {
    int now = next();
    int key = keys[now];
    KeyMonitorState state = codec.decode(stored[key]);
    monitor.usage(state, events[now], events[now].getObservedAt().toEpochMilli(), told);
    stored[key] = codec.encode(state);
    return stored[key];
  }

  /** Returns the events that are played. */
  List<UsageEvent> events() {
    return List.of(events);
  }

  /** Returns evidence and windows that came out so far. */
  long records() {
    return told.records;
  }

  private int next() {
    if (at == events.length) {
      rewind();
    }
    return at++;
  }

  private void rewind() {
    at = 0;
    for (int key = 0; key < known.length; key++) {
      stored[key] = known[key];
      states[key] = codec.decode(known[key]);
    }
  }

  private static String idOf(UsageEvent event) {
    return CredentialId.of(event.getCredential());
  }

  private static final class Told implements MonitorSink {
    private long records;

    @Override
    public void evidence(Evidence evidence) {
      records++;
    }

    @Override
    public void spend(SpendWindow window) {
      records++;
    }

    @Override
    public void suspect(Suspect suspect) {
      records++;
    }

    @Override
    public void message(String credentialId, KeyMessage message) {
      records++;
    }
  }
}
