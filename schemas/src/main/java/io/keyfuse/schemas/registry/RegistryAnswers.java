package io.keyfuse.schemas.registry;

/**
 * What an answer other than 2xx means. Only the registry's own word on the schema is a refusal;
 * whatever says nothing about the schema (login, redirect, foreign server) is unavailability, for a
 * record must never be given up because of it.
 */
final class RegistryAnswers {
  private RegistryAnswers() {}

  static RegistryException failure(RegistryCall call, RegistryReply reply) {
    String at = reply.from() + " answered HTTP " + reply.status() + " for " + call.about();
    int status = reply.status();
    int code = reply.errorCode();
    if (status == 401 || status == 403 || status == 407) {
      return RegistryException.unavailable(at + ": login refused; check registry.auth", code);
    }
    if (status < 400) {
      return RegistryException.unavailable(
          at + ": a redirect; put the registry's own URL into registry.urls", code);
    }
    if (code == 0 || (status == 404 && (code < 40401 || code > 40499))) {
      return RegistryException.unavailable(
          at + ": no schema registry there; check the path in registry.urls", code);
    }
    return RegistryException.refused(at + ": " + code + " " + reply.message() + fix(code), code);
  }

  static RegistryException foreign(RegistryCall call, RegistryReply reply) {
    return RegistryException.unavailable(
        reply.from()
            + " answered something else than a schema registry does for "
            + call.about()
            + "; check the path in registry.urls",
        0);
  }

  private static String fix(int code) {
    return switch (code) {
      case 40401, 40402, 40403 ->
          "; register the schema first, or set registry.auto_register: true";
      case 409 -> "; make the schema compatible, or change the subject's compatibility level";
      default -> "";
    };
  }
}
