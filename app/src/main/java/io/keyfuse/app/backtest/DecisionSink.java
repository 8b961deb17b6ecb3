package io.keyfuse.app.backtest;

import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.SpendWindow;
import java.util.List;

/** Takes what the topology says, in its order. Used by one thread. */
interface DecisionSink {
  /** A detector said something. */
  void evidence(Evidence evidence);

  /** A window of spend closed, or was corrected. */
  void spend(SpendWindow window);

  /** What one step decided: alerts, and the commands that came with them. */
  void decided(List<Alert> alerts, List<KillSwitchCommand> commands);
}
