package io.keyfuse.app.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is answered with Confluent's status, code and words. */
final class RegistryFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_DETAIL = 2_000;

  private final int code;

  private RegistryFault(int code, String message) {
    this(code, message, null);
  }

  private RegistryFault(int code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns Confluent's code: the HTTP status, or the status with two more digits. */
  int code() {
    return code;
  }

  int status() {
    return code < 1_000 ? code : code / 100;
  }

  static RegistryFault notFound() {
    return new RegistryFault(404, "HTTP 404 Not Found");
  }

  static RegistryFault noSubject(String subject) {
    return new RegistryFault(40401, "Subject '" + subject + "' not found.");
  }

  static RegistryFault noVersion(String version) {
    return new RegistryFault(40402, "Version " + version + " not found.");
  }

  static RegistryFault noSchema() {
    return new RegistryFault(40403, "Schema not found");
  }

  static RegistryFault subjectSoftDeleted(String subject) {
    return new RegistryFault(
        40404,
        "Subject '" + subject + "' was soft deleted.Set permanent=true to delete permanently");
  }

  static RegistryFault subjectNotSoftDeleted(String subject) {
    return new RegistryFault(
        40405, "Subject '" + subject + "' was not deleted first before being permanently deleted");
  }

  static RegistryFault versionSoftDeleted(String subject, int version) {
    return new RegistryFault(
        40406,
        named(subject, version) + " was soft deleted.Set permanent=true to delete permanently");
  }

  static RegistryFault versionNotSoftDeleted(String subject, int version) {
    return new RegistryFault(
        40407, named(subject, version) + " was not deleted first before being permanently deleted");
  }

  static RegistryFault noLevel(String subject) {
    return new RegistryFault(
        40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static RegistryFault noMode(String subject) {
    return new RegistryFault(
        40409, "Subject '" + subject + "' does not have subject-level mode configured");
  }

  static RegistryFault incompatible(String subject, List<String> faults) {
    return new RegistryFault(
        409,
        "Schema being registered is incompatible with an earlier schema for subject \""
            + subject
            + "\", details: "
            + bounded(faults.toString()));
  }

  static RegistryFault unsupportedType() {
    return new RegistryFault(415, "HTTP 415 Unsupported Media Type");
  }

  static RegistryFault unprocessable(String message) {
    return new RegistryFault(422, message);
  }

  static RegistryFault invalidSchema(String details) {
    return new RegistryFault(42201, "Invalid schema, details: " + bounded(details));
  }

  static RegistryFault noReference(SchemaReference reference) {
    return invalidSchema(
        "No schema reference found for subject \""
            + reference.subject()
            + "\" and version "
            + reference.version());
  }

  static RegistryFault invalidVersion(String version) {
    return new RegistryFault(
        42202,
        "The specified version '"
            + bounded(version)
            + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string"
            + " \"latest\"");
  }

  static RegistryFault invalidLevel() {
    return new RegistryFault(
        42203,
        "Invalid compatibility level. Valid values are none, backward, forward, full,"
            + " backward_transitive, forward_transitive, and full_transitive");
  }

  static RegistryFault invalidMode() {
    return new RegistryFault(
        42204,
        "Invalid mode. Valid values are READWRITE, READONLY, READONLY_OVERRIDE, and IMPORT.");
  }

  /** Refuses what a mode forbids; {@code mode} as in {@code not in import}. */
  static RegistryFault wrongMode(@Nullable String subject, String mode) {
    return notPermitted("Subject " + subject + " is " + mode + " mode");
  }

  static RegistryFault notPermitted(String message) {
    return new RegistryFault(42205, message);
  }

  static RegistryFault referenced(String subject, int version) {
    return new RegistryFault(
        42206,
        "One or more references exist to the schema {magic=1,keytype=SCHEMA,subject="
            + subject
            + ",version="
            + version
            + "}.");
  }

  static RegistryFault invalidSubject(String subject) {
    return new RegistryFault(
        42208, "The specified subject '" + bounded(subject) + "' is not a valid subject.");
  }

  /** The store did not take the change, or did not say so in time. */
  static RegistryFault storeFailed(SchemaLogException cause) {
    return cause.timedOut()
        ? new RegistryFault(50002, "Operation timed out: " + cause.getMessage(), cause)
        : new RegistryFault(50001, "Error in the backend data store: " + cause.getMessage(), cause);
  }

  private static String named(String subject, int version) {
    return "Subject '" + subject + "' Version " + version;
  }

  private static String bounded(String text) {
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "...";
  }
}
