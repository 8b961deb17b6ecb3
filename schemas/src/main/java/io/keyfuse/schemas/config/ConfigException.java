package io.keyfuse.schemas.config;

/** A configuration that cannot be used. The message names the field, the fault and the fix. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  /**
   * @param field path of the field, for example {@code ingest.http.port}
   * @param problem what is wrong and how to mend it
   */
  public ConfigException(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  /** Returns the path of the field. */
  public String field() {
    return field;
  }

  /** Returns what is wrong and how to mend it, without the path. */
  public String problem() {
    return problem;
  }
}
