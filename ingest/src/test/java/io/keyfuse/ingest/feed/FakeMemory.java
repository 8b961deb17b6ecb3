package io.keyfuse.ingest.feed;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps what a feed stores, as the topics would: pages at once, the mark after a whole sweep. */
public final class FakeMemory implements FeedMemory, PageSink {
  private final List<List<Decoded>> pages = new ArrayList<>();
  private final Map<String, ContextEvent> details = new HashMap<>();
  private FeedMark mark = FeedMark.NONE;

  /** Sweeps once and keeps the mark. */
  public FeedMark sweep(PullFeed feed) {
    mark = feed.sweep(this, this);
    return mark;
  }

  /** Goes on from another mark. */
  public FakeMemory at(FeedMark other) {
    mark = other;
    return this;
  }

  /** Returns the parts of all pages since the last call. */
  public List<Decoded> taken() {
    List<Decoded> all = pages.stream().flatMap(List::stream).toList();
    pages.clear();
    return all;
  }

  /** Returns the usage of all pages since the last call. */
  public List<UsageEvent> usage() {
    return taken().stream()
        .filter(part -> part instanceof Decoded.Usage)
        .map(part -> ((Decoded.Usage) part).event())
        .toList();
  }

  /** Returns the context of all pages since the last call. */
  public List<ContextEvent> context() {
    return taken().stream()
        .filter(part -> part instanceof Decoded.Context)
        .map(part -> ((Decoded.Context) part).event())
        .toList();
  }

  /** Returns what was last stored under a scope's last part. */
  public ContextEvent stored(String scope) {
    return Objects.requireNonNull(details.get(scope), scope);
  }

  @Override
  public void accept(List<Decoded> page) {
    pages.add(List.copyOf(page));
    for (Decoded part : page) {
      if (part instanceof Decoded.Context known) {
        String scope = known.event().getScope();
        details.put(scope.substring(scope.lastIndexOf('/') + 1), known.event());
      }
    }
  }

  @Override
  public FeedMark mark() {
    return mark;
  }

  @Override
  public @Nullable ContextEvent detail(String detail) {
    return details.get(detail);
  }
}
