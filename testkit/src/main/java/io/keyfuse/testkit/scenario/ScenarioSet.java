package io.keyfuse.testkit.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Seeded, labelled usage of many keys in the format of the detection benchmark. The same plan gives
 * the same bytes. Stateless.
 */
public final class ScenarioSet {
  private static final String USAGE =
      "usage: ScenarioSet --out DIR [--seed N] [--keys N] [--days N] [--kinds A1,B4,...]";
  private static final Set<String> OPTIONS =
      Set.of("--seed", "--keys", "--days", "--kinds", "--out");

  private ScenarioSet() {}

  /** Writes one set; exits with 2 and the fix when an argument is wrong. */
  public static void main(String[] args) throws IOException {
    try {
      Map<String, String> options = options(args);
      String folder = options.get("--out");
      if (folder == null) {
        throw new IllegalArgumentException("--out is missing; name the folder to write to");
      }
      System.out.println(write(plan(options), Path.of(folder)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
    }
  }

  /**
   * Writes {@code usage.jsonl}, {@code keys.json} and {@code labels.json} into the folder.
   *
   * @return one line that says what the set holds
   * @throws IOException when the folder cannot be written
   */
  public static String write(SetPlan plan, Path folder) throws IOException {
    LabelledSet set = SetBuilder.build(plan);
    SetWriter.write(set, folder);
    return "seed %d: %d keys, %d rows, %d thefts on %d victims, %d look-alikes in %s"
        .formatted(
            plan.seed(),
            set.keys().size(),
            set.rows().size(),
            set.thefts().size(),
            set.thefts().stream().mapToInt(theft -> theft.calls().size()).sum(),
            set.lookAlikes().size(),
            folder);
  }

  private static SetPlan plan(Map<String, String> options) {
    String kinds = options.getOrDefault("--kinds", "");
    return new SetPlan(
        number(options, "--seed", 1),
        (int) number(options, "--keys", 150),
        (int) number(options, "--days", 14),
        kinds.isBlank()
            ? Set.of()
            : Arrays.stream(kinds.split(",")).map(String::trim).collect(Collectors.toSet()));
  }

  private static long number(Map<String, String> options, String name, long otherwise) {
    String text = options.get(name);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": " + text + " is no whole number", e);
    }
  }

  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
        throw new IllegalArgumentException(
            args[i] + ": not an option with a value; options are " + OPTIONS);
      }
      options.put(args[i], args[i + 1]);
    }
    return options;
  }
}
