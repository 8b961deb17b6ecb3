package io.keyfuse.app.dlq;

import io.keyfuse.schemas.config.ConfigException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a letter is on {@code keyfuse.dlq.v1}, written {@code partition:offset}.
 *
 * @param partition of the topic
 * @param offset in the partition
 */
public record LetterId(int partition, long offset) {
  static final String PATTERN = "(\\d{1,9}):(\\d{1,18})";

  private static final Pattern TEXT = Pattern.compile(PATTERN);

  /**
   * Reads {@code partition:offset}.
   *
   * @throws ConfigException when the text is anything else
   */
  public static LetterId parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new ConfigException(
          "PARTITION:OFFSET", "'" + text + "' is no letter's id; write for example 0:42");
    }
    return new LetterId(Integer.parseInt(m.group(1)), Long.parseLong(m.group(2)));
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
