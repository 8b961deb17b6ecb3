package io.keyfuse.app.demo;

import io.keyfuse.schemas.v1.ContextEvent;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The doors that the demo uses to bring things into Keyfuse.
 *
 * @param ingest base of the HTTP intake, for example {@code http://127.0.0.1:8080}
 * @param token its bearer token; never printed
 * @param inventory produces to {@code keyfuse.context.v1}
 * @param duplicates reads how many events Keyfuse has dropped as duplicates since it started
 */
public record DemoIntake(
    URI ingest, String token, Consumer<ContextEvent> inventory, LongSupplier duplicates) {
  @Override
  public String toString() {
    return "DemoIntake[" + ingest + "]";
  }
}
