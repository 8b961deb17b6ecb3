package io.keyfuse.ingest.file;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a CSV file, or the members of JSON records, become usage events. Immutable;
 * the app binds it from YAML.
 *
 * @param name names the mapping; becomes the feed of its events
 */
@Doc("How the columns of a CSV file, or the members of JSON records, become usage events.")
public record UsageMapping(
    @Doc("Name of the mapping; becomes the feed of its events.") String name,
    @Doc("Usage field to column name, or to JSON pointer such as /usage/input_tokens.")
        Map<String, String> columns,
    @Doc("Usage field to the same value in every row; {file} is the file's name without ending.")
        Map<String, String> constants,
    @Doc("Pattern of times (java.time), epoch_seconds or epoch_millis. Default ISO-8601.")
        @Nullable String timestampPattern,
    @Doc("Zone of times that name none. Default UTC.") String zone,
    @Doc("Character between columns. Default comma.") String delimiter) {

  private static final Set<String> FIELDS =
      Set.of(
          "event_id",
          "occurred_at",
          "observed_at",
          "source",
          "credential.provider",
          "credential.account",
          "credential.key_id",
          "tenant",
          "project",
          "feature",
          "user",
          "client_ip",
          "user_agent",
          "region",
          "model",
          "operation",
          "service_tier",
          "request_count",
          "tokens.input",
          "tokens.cached_read",
          "tokens.cache_write",
          "tokens.cache_write_1h",
          "tokens.output",
          "tokens.reasoning",
          "cost_usd",
          "status",
          "error_code");

  /** Fills in defaults and checks. */
  public UsageMapping {
    require(name != null && !name.isBlank(), "name", "name the mapping");
    columns = columns == null ? Map.of() : Map.copyOf(columns);
    constants = constants == null ? Map.of() : Map.copyOf(constants);
    zone = zone == null ? "UTC" : zone;
    delimiter = delimiter == null ? "," : delimiter;
    require(delimiter.length() == 1, "delimiter", "must be one character");
    checkFields(columns, constants);
    checkTimes(timestampPattern, zone);
  }

  private static void checkFields(Map<String, String> columns, Map<String, String> constants) {
    Set<String> named = new HashSet<>(columns.keySet());
    named.addAll(constants.keySet());
    for (String field : named) {
      require(FIELDS.contains(field), "columns", field + " is no usage field");
    }
    for (String field : columns.keySet()) {
      require(!constants.containsKey(field), "constants", field + " has a column already");
    }
    for (String field : new String[] {"occurred_at", "credential.provider", "credential.key_id"}) {
      require(named.contains(field), "columns", field + " needs a column or a constant");
    }
  }

  private static void checkTimes(@Nullable String pattern, String zone) {
    try {
      var unused = ZoneId.of(zone);
    } catch (RuntimeException e) {
      throw new ConfigException(
          "mapping.zone", zone + " is no time zone; write UTC or Europe/Berlin");
    }
    try {
      if (pattern != null && !RowTimes.isEpoch(pattern)) {
        var unused = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException("mapping.timestamp_pattern", e.getMessage() + "");
    }
  }

  private static void require(boolean holds, String field, String problem) {
    if (!holds) {
      throw new ConfigException("mapping." + field, problem);
    }
  }
}
