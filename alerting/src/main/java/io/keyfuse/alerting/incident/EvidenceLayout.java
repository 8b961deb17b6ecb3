package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;

/** Layout 1 of one evidence inside the desk's state. Stateless and thread-safe. */
final class EvidenceLayout {
  private EvidenceLayout() {}

  static void write(StateWriter out, Evidence e) {
    out.text(e.getEvidenceId());
    out.text(e.getCredential().getProvider());
    out.text(e.getCredential().getAccount());
    out.text(e.getCredential().getKeyId());
    out.text(e.getTenant());
    out.text(e.getProject());
    out.text(e.getFeature());
    out.symbol(e.getSignal());
    out.symbol(e.getCause());
    out.symbol(e.getState());
    out.real(e.getProbability());
    out.time(e.getEpisodeStartedAt());
    out.time(e.getObservedAt());
    out.number(e.getWindowMs());
    out.number(e.getSpendNanos());
    out.number(e.getExpectedNanos());
    out.number(e.getBurnNanosPerHour());
    out.number(e.getRequestCount());
    out.number(e.getTokenCount());
    out.list(e.getFacts(), fact -> write(out, fact));
    out.text(e.getSummary());
  }

  static Evidence read(StateReader in) {
    return Evidence.newBuilder()
        .setEvidenceId(in.text())
        .setCredential(new Credential(in.text(), in.text(), in.text()))
        .setTenant(in.textOrNull())
        .setProject(in.textOrNull())
        .setFeature(in.textOrNull())
        .setSignal(in.symbol(Signal.class))
        .setCause(in.symbol(Cause.class))
        .setState(in.symbol(EvidenceState.class))
        .setProbability(in.real())
        .setEpisodeStartedAt(in.time())
        .setObservedAt(in.time())
        .setWindowMs(in.number())
        .setSpendNanos(in.number())
        .setExpectedNanos(in.number())
        .setBurnNanosPerHour(in.number())
        .setRequestCount(in.number())
        .setTokenCount(in.number())
        .setFacts(in.list(() -> new Fact(in.text(), in.text(), in.real())))
        .setSummary(in.text())
        .build();
  }

  private static void write(StateWriter out, Fact fact) {
    out.text(fact.getName());
    out.text(fact.getValue());
    out.real(fact.getWeight());
  }
}
