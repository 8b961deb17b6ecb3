package io.keyfuse.app.backtest;

/** Hears how a back-test goes on. Called by the thread that runs it. */
public interface BackTestListener {
  /** More bytes of the files were read, as they lie on disk. */
  void bytes(int more);

  /** So many rows were played by now. */
  void rows(long played);

  /** A line is no event and was left out; the message names file, line and fault. */
  void refused(String message);
}
