package io.keyfuse.app.demo;

import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.SpendWindow;
import java.util.List;

/** Tells several listeners, in order. */
record Listeners(List<TopicListener> all) implements TopicListener {
  Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void onAlert(Alert alert) {
    all.forEach(one -> one.onAlert(alert));
  }

  @Override
  public void onCommand(KillSwitchCommand command, String signer) {
    all.forEach(one -> one.onCommand(command, signer));
  }

  @Override
  public void onOutcome(CommandOutcome outcome) {
    all.forEach(one -> one.onOutcome(outcome));
  }

  @Override
  public void onSpend(SpendWindow window) {
    all.forEach(one -> one.onSpend(window));
  }
}
