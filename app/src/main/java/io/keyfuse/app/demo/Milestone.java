package io.keyfuse.app.demo;

/** The moments of one theft, in order. */
enum Milestone {
  /** The thief's first call. */
  FIRST_CALL("first call of the thief"),
  /** Keyfuse's first alert after it. */
  EVIDENCE("evidence, incident open"),
  /** The signed command. */
  COMMAND("signed command"),
  /** The provider carried it out. */
  APPLIED("provider applied"),
  /** The provider refused the thief. */
  REFUSED("first refusal of the thief"),
  /** Keyfuse proved the key quiet. */
  VERIFIED("verified quiet");

  private final String title;

  Milestone(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
