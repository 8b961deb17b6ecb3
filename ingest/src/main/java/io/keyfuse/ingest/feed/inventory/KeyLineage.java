package io.keyfuse.ingest.feed.inventory;

import static java.util.stream.Collectors.groupingBy;

import io.keyfuse.ingest.feed.inventory.KeyMemory.Seen;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which keys follow others by rotation, from what was known before a listing and after it.
 *
 * <p>A proxy that regenerates a key keeps its row: a LiteLLM key that is new and has the row of one
 * that is gone (same creation time, alias, user and team) follows it. Elsewhere a key follows
 * another when both are of one account, owner and team, their names have one stem, the older one is
 * found disabled or missing, the newer one was made within 24 hours of that, and no other key of
 * these came or went: two candidates give nothing. Keys without a name follow each other only where
 * a service account owns them. Pure and thread-safe.
 */
public final class KeyLineage {
  /** Attribute that holds the older key's credential id. */
  public static final String ROTATED_FROM = "rotated_from";

  private static final String SOURCE = "key-lineage";

  /** Tells versions of one name apart: a number, a date or a word, behind a separator. */
  private static final Pattern VERSION =
      Pattern.compile(
          "[\\s_.-]+\\(?(v?\\d{1,8}([-._]\\d{1,2}){0,2}|rotated|rotation|new|old)\\)?$");

  private KeyLineage() {}

  /** One key and what is known of it. */
  private record Entry(Credential key, Seen seen) {
    String id() {
      return CredentialId.of(key);
    }

    @Nullable String attribute(String name) {
      return seen.attributes().get(name);
    }

    @Nullable Instant created() {
      try {
        String text = attribute("created_at");
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  /**
   * Returns what a listing told, each event about the newer key, with the older one's credential id
   * as {@code rotated_from}. The same rotation always has the same context id.
   *
   * @param at when it was listed
   */
  public static List<ContextEvent> told(KeyMemory before, KeyMemory now, Instant at) {
    List<Entry> entries = new ArrayList<>();
    now.keys().forEach((key, seen) -> entries.add(new Entry(key, seen)));
    List<ContextEvent> told = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      entries.stream()
          .filter(entry -> group(rule, entry) != null)
          .collect(groupingBy(entry -> Objects.requireNonNull(group(rule, entry))))
          .values()
          .forEach(group -> pair(rule, group, before, at, told));
    }
    return told;
  }

  private static @Nullable List<String> group(Rule rule, Entry entry) {
    return rule == Rule.SAME_ROW ? row(entry) : family(entry);
  }

  private static void pair(
      Rule rule, List<Entry> group, KeyMemory before, Instant at, List<ContextEvent> told) {
    List<Entry> inForce = group.stream().filter(entry -> entry.seen().gone() == null).toList();
    if (inForce.size() != 1) {
      return;
    }
    Entry heir = inForce.get(0);
    boolean isNew = !before.keys().containsKey(heir.key());
    List<Entry> older =
        group.stream()
            .filter(entry -> entry.seen().gone() != null)
            .filter(
                entry -> rule == Rule.SAME_ROW ? isNew && lostRow(at, entry) : isNear(entry, heir))
            .toList();
    if (older.size() == 1 && (isNew || wentAt(at, older.get(0)))) {
      told.add(event(rule, heir, older.get(0), at));
    }
  }

  private enum Rule {
    SAME_ROW,
    NAME_AND_TIME
  }

  private static @Nullable List<String> row(Entry entry) {
    boolean known = entry.key().getProvider().equals("litellm");
    String made = entry.attribute("created_at");
    return known && made != null
        ? List.of(
            entry.key().getAccount(),
            made,
            String.valueOf(entry.attribute("key_name")),
            String.valueOf(entry.attribute("owner_id")),
            String.valueOf(entry.attribute("team_id")))
        : null;
  }

  private static @Nullable List<String> family(Entry entry) {
    String owner = entry.attribute("owner_id");
    String team = entry.attribute("team_id");
    String name = entry.attribute("key_name");
    boolean service = "service_account".equals(entry.attribute("owner_type"));
    if ((owner == null && team == null) || (name == null && !service)) {
      return null;
    }
    return List.of(
        entry.key().getProvider(),
        entry.key().getAccount(),
        String.valueOf(owner),
        String.valueOf(team),
        name == null ? "" : stem(name));
  }

  /** Returns a name without what tells its versions apart. */
  static String stem(String name) {
    String stem = name.toLowerCase(Locale.ROOT).strip();
    String shorter = VERSION.matcher(stem).replaceFirst("");
    while (!shorter.equals(stem)) {
      stem = shorter;
      shorter = VERSION.matcher(stem).replaceFirst("");
    }
    return stem;
  }

  private static boolean lostRow(Instant at, Entry older) {
    return wentAt(at, older) && older.seen().isMissing();
  }

  private static boolean wentAt(Instant at, Entry older) {
    return at.equals(older.seen().gone());
  }

  /** The older key's end is known to the window at least, and the newer one was made near it. */
  private static boolean isNear(Entry older, Entry heir) {
    Instant last = older.seen().last();
    Instant gone = older.seen().gone();
    Instant made = heir.created();
    Instant madeBefore = older.created();
    return gone != null
        && made != null
        && !gone.isAfter(last.plus(KeyMemory.WINDOW))
        && !made.isBefore(last.minus(KeyMemory.WINDOW))
        && !made.isAfter(gone.plus(KeyMemory.WINDOW))
        && (madeBefore == null || made.isAfter(madeBefore));
  }

  private static ContextEvent event(Rule rule, Entry heir, Entry older, Instant at) {
    return ContextEvent.newBuilder()
        .setContextId(NameUuid.of(SOURCE, heir.id(), older.id()))
        .setKind(ContextKind.LINEAGE)
        .setScope("lineage/" + heir.id())
        .setCredential(heir.key())
        .setAt(at)
        .setAttributes(
            Map.of(ROTATED_FROM, older.id(), "basis", rule.name().toLowerCase(Locale.ROOT)))
        .setSource(SOURCE)
        .build();
  }
}
