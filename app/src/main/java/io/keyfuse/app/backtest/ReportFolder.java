package io.keyfuse.app.backtest;

import io.keyfuse.schemas.money.NanoUsd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Writes a report into a folder: {@code report.json}, {@code acts.svg}, and {@code spend-KEY.svg}
 * of each key that something was done to. Stateless and thread-safe.
 */
public final class ReportFolder {
  private static final int MOST_KEYS = 500;
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  private ReportFolder() {}

  /**
   * Writes the files, over those of an earlier report.
   *
   * @throws IOException when the folder cannot be written
   */
  public static void write(Path folder, BackTestReport report) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.json"), ReportJson.of(report));
    draw(folder.resolve("acts.svg"), all(report), report);
    int place = 0;
    for (Map.Entry<String, List<SvgPlot.Mark>> key : marks(report).entrySet()) {
      if (++place > MOST_KEYS) {
        break;
      }
      NavigableMap<Long, Long> hours = report.result().spend().byHour(key.getKey());
      String title = "US dollars per hour of " + key.getKey();
      draw(
          folder.resolve(fileName(place, key.getKey())),
          new SvgPlot.Data(title, hours, NanoUsd::display, key.getValue()),
          report);
    }
  }

  private static SvgPlot.Data all(BackTestReport report) {
    NavigableMap<Long, Long> hours = new TreeMap<>();
    for (PaperAct act : report.acts()) {
      long at = act.decision().at().toEpochMilli();
      hours.merge(at - Math.floorMod(at, HOUR_MS), 1L, Long::sum);
    }
    return new SvgPlot.Data("Acts per hour", hours, Long::toString, List.of());
  }

  private static Map<String, List<SvgPlot.Mark>> marks(BackTestReport report) {
    Map<String, List<SvgPlot.Mark>> marks = new LinkedHashMap<>();
    for (PaperAct act : report.acts()) {
      marks
          .computeIfAbsent(act.credentialId(), ignored -> new ArrayList<>())
          .add(
              new SvgPlot.Mark(
                  act.decision().at(), act.decision().action().name().toLowerCase(Locale.ROOT)));
    }
    return marks;
  }

  private static void draw(Path file, SvgPlot.Data data, BackTestReport report) throws IOException {
    Instant from = report.result().counts().firstAt();
    Files.writeString(file, SvgPlot.draw(data, from, report.result().counts().lastAt()));
  }

  /** The place keeps apart what the replaced characters would make the same. */
  private static String fileName(int place, String credentialId) {
    return String.format(
        Locale.ROOT, "spend-%03d-%s.svg", place, credentialId.replaceAll("[^A-Za-z0-9._-]", "_"));
  }
}
