package io.keyfuse.app.registry;

import io.javalin.http.Context;
import java.util.List;

/** What a request asks for beside its body. */
final class RegistryQuery {
  private RegistryQuery() {}

  /** Returns the subject of the path. */
  static String subject(Context context) {
    String subject = context.pathParam("subject");
    if (subject.chars().anyMatch(Character::isISOControl)) {
      throw RegistryFault.invalidSubject(subject);
    }
    return subject;
  }

  static boolean flag(Context context, String name) {
    return Boolean.parseBoolean(context.queryParam(name));
  }

  /** Returns which versions a list is to show. */
  static Visibility visibility(Context context) {
    if (flag(context, "deletedOnly")) {
      return Visibility.DELETED;
    }
    return flag(context, "deleted") ? Visibility.ALL : Visibility.LIVE;
  }

  /** Returns true when the subject has the prefix asked for, if any. */
  static boolean hasPrefix(Context context, String subject) {
    String prefix = context.queryParam("subjectPrefix");
    return prefix == null || prefix.equals(":*:") || subject.startsWith(prefix);
  }

  /** Cuts the page asked for from a list; a negative limit means all. */
  static <T> List<T> page(Context context, List<T> all) {
    int offset = Math.min(Math.max(0, number(context, "offset", 0)), all.size());
    int limit = number(context, "limit", -1);
    int left = all.size() - offset;
    return all.subList(offset, offset + (limit < 0 ? left : Math.min(limit, left)));
  }

  private static int number(Context context, String name, int otherwise) {
    String text = context.queryParam(name);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw RegistryFault.notFound();
    }
  }
}
