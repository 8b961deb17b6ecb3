package io.keyfuse.app.demo;

import io.keyfuse.testkit.provider.StandInClient;
import io.keyfuse.testkit.provider.StandInServer;
import java.util.stream.Stream;

/** What the stand-ins' admin APIs changed. */
record StandInEffects(StandInServer clouds) {
  long count() {
    return Stream.of(clouds.openAi(), clouds.anthropic(), clouds.liteLlm())
        .mapToLong(cloud -> new StandInClient(cloud).effects().size())
        .sum();
  }
}
