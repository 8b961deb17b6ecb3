package io.keyfuse.app.demo;

import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fleet going on with its day: each second the keys whose turn it is call their stand-in, and
 * the applications report it as telemetry. For calls through the LiteLLM proxy the proxy's own log
 * is the telemetry. Used by one thread.
 */
final class LiveTraffic {
  private static final long MOST_CATCH_UP_SECONDS = 10;

  private final Fleet fleet;
  private final CallModel model;
  private final UsageEvents events;
  private final StandIns standIns;
  private final UsagePoster poster;
  private final InstantSource clock;
  private long nextSecond;

  LiveTraffic(Story story, StandIns standIns, UsagePoster poster, InstantSource clock) {
    this.fleet = story.fleet();
    this.model = story.calls();
    this.events = story.events();
    this.standIns = standIns;
    this.poster = poster;
    this.clock = clock;
    this.nextSecond = clock.instant().getEpochSecond();
  }

  /** Plays the seconds that have passed since the last time. */
  void play() throws IOException, InterruptedException {
    long now = clock.instant().getEpochSecond();
    List<UsageEvent> seen = new ArrayList<>();
    for (long s = Math.max(nextSecond, now - MOST_CATCH_UP_SECONDS); s < now; s++) {
      for (DemoKey key : fleet.keys()) {
        Optional<Call> call = model.callAt(key, s).filter(Call::ok);
        if (call.isPresent()) {
          Call made = made(call.get());
          if (!key.credential().getProvider().equals("litellm")) {
            seen.add(events.telemetry(made));
          }
        }
      }
    }
    nextSecond = now;
    poster.post(seen);
  }

  /** Makes the call at the stand-in; a refused one used no tokens. */
  private Call made(Call planned) throws IOException, InterruptedException {
    CallReply reply =
        standIns.call(planned.key(), new AttackCall(planned.model(), planned.tokens()));
    return reply.isServed()
        ? planned
        : new Call(planned.key(), planned.at(), planned.model(), Tokens.NONE, reply.status());
  }
}
