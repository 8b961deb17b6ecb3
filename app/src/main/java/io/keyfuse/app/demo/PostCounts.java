package io.keyfuse.app.demo;

/**
 * What became of posted events at the intake's door: sent = accepted + rejected.
 *
 * @param sent events posted
 * @param accepted events that the intake took, duplicates included
 * @param rejected events that it refused
 */
record PostCounts(long sent, long accepted, long rejected) {
  static final PostCounts NONE = new PostCounts(0, 0, 0);

  PostCounts plus(PostCounts other) {
    return new PostCounts(sent + other.sent, accepted + other.accepted, rejected + other.rejected);
  }
}
