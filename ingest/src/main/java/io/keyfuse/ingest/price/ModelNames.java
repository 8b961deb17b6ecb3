package io.keyfuse.ingest.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the many spellings of a model into names that a price list may know, most exact first.
 *
 * <p>Undone, one after the other: upper case; paths ({@code models/}, {@code openai/}, ARNs);
 * Bedrock's version ({@code -v1:0}), geography ({@code us.}) and vendor ({@code anthropic.}); dots
 * in Claude's version. A geography other than {@code global.} marks the name as regional. Stateless
 * and thread-safe.
 */
final class ModelNames {
  private static final Pattern GEOGRAPHY =
      Pattern.compile("^(us|us-gov|eu|apac|jp|au|ca|sa|me|af|in|global)\\.(.+)$");
  private static final Pattern VENDOR =
      Pattern.compile(
          "^(?:anthropic|openai|meta|mistral|cohere|deepseek|amazon|ai21|google|xai|qwen)\\.(.+)$");
  private static final Pattern BEDROCK_VERSION = Pattern.compile("^(.+?)(?:-v\\d+)?(?::\\d+)$");
  private static final Pattern DATE =
      Pattern.compile(
          "^(.+?)[-@](?:20\\d{2}-\\d{2}-\\d{2}|20\\d{6}|\\d{2}-20\\d{2}|\\d{2}-\\d{2}|\\d{4})$");
  private static final String LATEST = "-latest";
  private static final int LONGEST = 256;

  private ModelNames() {}

  /**
   * One name to look up.
   *
   * @param name name in lower case
   * @param regional true when a regional profile prefix was dropped to get it
   */
  record Candidate(String name, boolean regional) {}

  /** Returns the names to look up, in order, without repeats. */
  static List<Candidate> candidates(String model) {
    List<Candidate> found = new ArrayList<>();
    if (model.length() > LONGEST) {
      return found;
    }
    String name = model.strip().toLowerCase(Locale.ROOT);
    while (!name.isEmpty()) {
      addSpellings(found, name);
      int slash = name.indexOf('/');
      name = slash < 0 ? "" : name.substring(slash + 1);
    }
    return found;
  }

  private static void addSpellings(List<Candidate> found, String name) {
    add(found, name, false);
    Matcher geography = GEOGRAPHY.matcher(name);
    boolean regional = false;
    String rest = name;
    if (geography.matches()) {
      regional = !geography.group(1).equals("global");
      rest = geography.group(2);
      if (regional) {
        add(found, "regional." + rest, false);
      }
      add(found, rest, regional);
    }
    addUnversioned(found, rest, regional);
    Matcher vendor = VENDOR.matcher(rest);
    if (vendor.matches()) {
      add(found, vendor.group(1), regional);
      addUnversioned(found, vendor.group(1), regional);
    }
  }

  private static void addUnversioned(List<Candidate> found, String name, boolean regional) {
    Matcher version = BEDROCK_VERSION.matcher(name);
    if (version.matches()) {
      add(found, version.group(1), regional);
    }
    if (name.startsWith("claude-") && name.indexOf('.') > 0) {
      add(found, name.replace('.', '-'), regional);
    }
  }

  private static void add(List<Candidate> found, String name, boolean regional) {
    Candidate candidate = new Candidate(name, regional);
    if (!found.contains(candidate)) {
      found.add(candidate);
    }
  }

  /** Returns the name without its date, or null when it has none. */
  static @Nullable String withoutDate(String name) {
    Matcher date = DATE.matcher(name);
    return date.matches() ? date.group(1) : null;
  }

  /** Returns the name without {@code -latest}. */
  static String withoutLatest(String name) {
    return name.endsWith(LATEST) ? name.substring(0, name.length() - LATEST.length()) : name;
  }
}
