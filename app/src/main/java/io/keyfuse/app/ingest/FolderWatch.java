package io.keyfuse.app.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the new files of a folder that are complete: of the same size and time in two looks, or
 * moved in by an atomic rename and then looked at twice. Hidden files and those that end like an
 * unfinished download are left alone; nothing is moved. What was given is remembered by name, size
 * and time for the life of the watch; the content's digest tells what earlier runs have stored.
 * Used by one thread.
 */
public final class FolderWatch {
  private static final Set<String> UNFINISHED = Set.of("tmp", "part", "partial", "crdownload");

  private final Path folder;
  private final Map<Path, Look> given = new HashMap<>();
  private Map<Path, Look> before = Map.of();

  /** Watches a folder and those in it. */
  public FolderWatch(Path folder) {
    this.folder = folder;
  }

  /** What a file looks like from outside. */
  private record Look(long size, long modifiedMs) {}

  /** Looks once; returns what is complete and was not given before. */
  public List<Path> ready() throws IOException {
    Map<Path, Look> now = new HashMap<>();
    List<Path> ready = new ArrayList<>();
    for (Path file : Deliveries.files(List.of(folder))) {
      Look look = look(file);
      if (look == null || isUnfinished(file)) {
        continue;
      }
      now.put(file, look);
      if (look.equals(before.get(file)) && !look.equals(given.get(file))) {
        given.put(file, look);
        ready.add(file);
      }
    }
    given.keySet().retainAll(now.keySet());
    before = now;
    return ready;
  }

  private static @org.jspecify.annotations.Nullable Look look(Path file) throws IOException {
    try {
      return new Look(Files.size(file), Files.getLastModifiedTime(file).toMillis());
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  private static boolean isUnfinished(Path file) {
    String name = file.toString();
    return UNFINISHED.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
