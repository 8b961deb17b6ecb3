package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageProfileTest {
  private static final long T = 29_000_000;

  private final UsageProfile profile = new UsageProfile();

  @Test
  void shouldLetAYoungKeyVoteOnceInFiveMinutes() {
    assertThat(profile.mayVote(T, 1)).isTrue();
    assertThat(profile.mayVote(T + 4, 1)).isFalse();
    assertThat(profile.mayVote(T + 5, 1)).isTrue();
  }

  @Test
  void shouldLetAKnownKeyVoteOncePerMinuteAndModel() {
    for (int i = 0; i < 100; i++) {
      profile.models().vote(1);
    }

    assertThat(profile.mayVote(T, 1)).isTrue();
    assertThat(profile.mayVote(T, 1)).isFalse();
    assertThat(profile.mayVote(T, 2)).isTrue();
    assertThat(profile.mayVote(T + 1, 1)).isTrue();
    assertThat(profile.mayVote(T, 3)).as("an earlier minute").isFalse();
  }

  @Test
  void shouldLetAStrangeReportVoteSeldom() {
    assertThat(profile.mayVoteStrange(T, 120)).isTrue();
    assertThat(profile.mayVoteStrange(T + 119, 120)).isFalse();
    assertThat(profile.mayVoteStrange(T + 120, 120)).isTrue();
  }

  @Test
  void shouldComeBackFromItsBytes() {
    profile.mayVote(T, 1);
    profile.mayVoteStrange(T, 120);
    profile.networks().vote(5);
    profile.calls().vote(3);
    ByteWriter out = new ByteWriter();
    profile.write(out);

    ByteReader in = new ByteReader(out.toBytes());
    UsageProfile read = UsageProfile.read(in);

    in.end();
    assertThat(read.mayVote(T, 1)).isFalse();
    assertThat(read.mayVoteStrange(T + 119, 120)).isFalse();
    assertThat(read.networks().total()).isEqualTo(1);
    assertThat(read.calls().total()).isEqualTo(1);
  }
}
