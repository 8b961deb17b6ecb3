package io.keyfuse.alerting.execute;

/**
 * Acts on keys at one provider. Every action reads the key's state first and changes nothing when
 * the state is already the wanted one, so that repeating after a crash at any point has one effect.
 * Implementations are thread-safe, block for at most their time-outs, never throw for what a
 * provider answers, and let no secret out.
 */
public interface KeyExecutor {
  /** Returns what this executor can do; constant. */
  ExecutorCapabilities capabilities();

  /**
   * Reads the key's state and gets the call ready, without changing anything.
   *
   * @param request a command for this provider and one of its actions, all coordinates present
   */
  Preparation prepare(ExecutionRequest request);

  /** Prepares and calls in one go, where nobody needs to be told in between. */
  default ExecutionResult execute(ExecutionRequest request) {
    Preparation preparation = prepare(request);
    if (preparation instanceof Preparation.Ready ready) {
      return ready.call().get();
    }
    return ((Preparation.Settled) preparation).result();
  }
}
