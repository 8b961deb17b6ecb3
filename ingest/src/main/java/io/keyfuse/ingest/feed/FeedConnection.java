package io.keyfuse.ingest.feed;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account at a provider whose reports are read.
 *
 * @param name unique name of the connection; part of its feeds' names
 * @param baseUrl the API's address, where it is not the provider's own
 * @param credential what may read usage and keys
 * @param reports which reports are read
 * @param inventory whether the keys are listed
 * @param account account name in credentials, where the provider has none of its own
 * @param arrayStyle how a parameter with several values is sent
 * @param requestTimeout longest wait for one answer
 * @param schedule how often reports by the minute are read
 * @param daily how often reports by the day are read
 */
@Doc("One account at a provider whose reports are read.")
public record FeedConnection(
    @Doc("Unique name; letters, digits and dashes, not file.") String name,
    @Doc("The API's address; needed for litellm, else the provider's own.") @Nullable URI baseUrl,
    @Doc("Where the credential is that may read usage and list keys.") SecretRef credential,
    @Doc("Reports to read; default: all that the provider has by the minute, and costs.")
        List<String> reports,
    @Doc("List the keys into the inventory every ten minutes. Default true.") Boolean inventory,
    @Doc("Account name in credential ids; for litellm only. Default default.") String account,
    @Doc("How openai gets several values: repeat (group_by=) or brackets (group_by[]=).")
        ArrayStyle arrayStyle,
    @Doc("Longest wait for one answer. Default 30s.") Duration requestTimeout,
    @Doc("How reports by the minute are read.") FeedSchedule schedule,
    @Doc("How reports by the day are read. Default every 1h, 3 days back.") FeedSchedule daily) {

  /** How a parameter with several values is sent. */
  public enum ArrayStyle {
    /** The name stands once for each value. */
    REPEAT,
    /** Likewise, with brackets behind the name. */
    BRACKETS
  }

  private static final FeedSchedule DAILY =
      new FeedSchedule(
          Duration.ofHours(1), Duration.ofDays(3), Duration.ofDays(1), Duration.ofDays(7));

  /** Fills in defaults and checks. */
  public FeedConnection {
    reports = reports == null ? List.of() : List.copyOf(reports);
    inventory = inventory == null || inventory;
    account = account == null ? BucketedUsage.DEFAULT_ACCOUNT : account;
    arrayStyle = arrayStyle == null ? ArrayStyle.REPEAT : arrayStyle;
    requestTimeout = requestTimeout == null ? Duration.ofSeconds(30) : requestTimeout;
    schedule = schedule == null ? FeedSchedule.minutely() : schedule;
    daily = daily == null ? DAILY : daily;
    if (name == null || !name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new ConfigException("name", "use 1 to 63 lower-case letters, digits and dashes");
    }
    if (name.equals("file")) {
      // Its marks would stand among the progress of files.
      throw new ConfigException("name", "file is the name of ingested files; use another");
    }
    if (credential == null) {
      throw new ConfigException("credential", "say where it is: {env: NAME} or {file: PATH}");
    }
    if (baseUrl != null && !isPlain(baseUrl)) {
      throw new ConfigException(
          "base_url", "use http://HOST or https://HOST with a path at most, and no password");
    }
    if (!account.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new ConfigException("account", "use 1 to 64 letters, digits, dots and dashes");
    }
    if (daily.lookback().compareTo(Duration.ofDays(1)) < 0) {
      throw new ConfigException(
          "daily.lookback", "use at least 1d, for days are restated; 3d is usual");
    }
    if (requestTimeout.toMillis() < 100 || requestTimeout.toMillis() > 300_000) {
      throw new ConfigException("request_timeout", "use 100ms to 5m");
    }
  }

  private static boolean isPlain(URI url) {
    return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  /** Returns the address that is read: the given one where none is configured. */
  public URI base(String fallback) {
    return baseUrl == null ? URI.create(fallback) : baseUrl;
  }

  /**
   * Returns the reports to read.
   *
   * @throws ConfigException when one is not known
   */
  public List<String> reports(List<String> known, List<String> byDefault) {
    for (String report : reports) {
      if (!known.contains(report)) {
        throw new ConfigException("reports", report + " is none; use some of " + known);
      }
    }
    return reports.isEmpty() ? byDefault : reports;
  }
}
