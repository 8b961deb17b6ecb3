package io.keyfuse.detectors.scenario;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.detect.KeyMonitor;
import io.keyfuse.detectors.detect.MonitorSink;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.KeyMonitorCodec;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.Suspect;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs arrivals through the pure step, in their order, and keeps what comes out. */
public final class Replay implements MonitorSink {
  private final KeyMonitor monitor;
  private final boolean storeEachStep;
  private final KeyMonitorCodec codec = new KeyMonitorCodec();
  private final Map<String, KeyMonitorState> states = new HashMap<>();
  private final List<Said> said = new ArrayList<>();
  private final List<SpendWindow> windows = new ArrayList<>();
  private final List<Suspect> suspects = new ArrayList<>();
  private final Map<String, KeyMessage> messages = new LinkedHashMap<>();
  private long nowMs;

  /** Evidence and the wall clock at which it came out. */
  public record Said(long atMs, Evidence evidence) {
    public String text() {
      return evidence.getCredential().getKeyId()
          + " "
          + evidence.getObservedAt()
          + " "
          + evidence.getProbability()
          + " "
          + evidence.getSummary();
    }
  }

  public Replay(DetectionConfig config, boolean storeEachStep) {
    this.monitor = new KeyMonitor(config, new SimpleMeterRegistry());
    this.storeEachStep = storeEachStep;
  }

  public static Replay of(List<Arrival> arrivals) {
    Replay replay = new Replay(DetectionConfig.defaults(), false);
    arrivals.forEach(replay::arrive);
    return replay;
  }

  @Override
  public void suspect(Suspect suspect) {
    suspects.add(suspect);
  }

  @Override
  public void message(String credentialId, KeyMessage message) {
    messages.put(credentialId, message);
  }

  public void arrive(Arrival arrival) {
    UsageEvent event = arrival.event();
    String id = CredentialId.of(event.getCredential());
    KeyMonitorState state = states.computeIfAbsent(id, ignored -> new KeyMonitorState());
    nowMs = arrival.atMs();
    monitor.usage(state, event, nowMs, this);
    if (storeEachStep) {
      states.put(id, codec.decode(codec.encode(state)));
    }
  }

  public void tell(UsageEvent last, KeyMessage message) {
    monitor.told(state(last), last.getCredential(), message, nowMs, this);
  }

  public List<Suspect> suspects() {
    return suspects;
  }

  public Map<String, KeyMessage> messages() {
    return messages;
  }

  public void idle(UsageEvent last, long idleMs) {
    nowMs += idleMs;
    monitor.idle(state(last), last.getCredential(), idleMs, nowMs, this);
  }

  public KeyMonitor monitor() {
    return monitor;
  }

  public KeyMonitorState state(UsageEvent event) {
    return states.computeIfAbsent(
        CredentialId.of(event.getCredential()), ignored -> new KeyMonitorState());
  }

  @Override
  public void evidence(Evidence evidence) {
    said.add(new Said(nowMs, evidence));
  }

  @Override
  public void spend(SpendWindow window) {
    windows.add(window);
  }

  public List<Said> said() {
    return said;
  }

  public List<SpendWindow> windows() {
    return windows;
  }

  /** Evidence of theft that stands, at least as probable. */
  public List<Said> thefts(double probability) {
    return said.stream()
        .filter(each -> each.evidence().getState() == EvidenceState.RAISED)
        .filter(each -> each.evidence().getCause() == Cause.THEFT)
        .filter(each -> each.evidence().getProbability() >= probability)
        .toList();
  }
}
