package io.keyfuse.testkit.provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the handler of a method and path: 404 for an unknown path, 405 for a wrong method. */
final class Router {
  private final List<Route> routes = new ArrayList<>();

  /** Answers one route; path parameters come by the names in braces. */
  interface Handler {
    StandInReply handle(StandInRequest request, Map<String, String> path);
  }

  private record Route(String method, List<String> template, Handler handler) {}

  /** Adds a route, for example {@code POST /v1/keys/{key}}. */
  Router on(String method, String template, Handler handler) {
    routes.add(new Route(method, parts(template), handler));
    return this;
  }

  StandInReply route(StandInRequest request) {
    List<String> parts = parts(request.path());
    boolean known = false;
    for (Route route : routes) {
      Map<String, String> values = new HashMap<>();
      if (matches(route.template(), parts, values)) {
        known = true;
        if (route.method().equals(request.method())) {
          return route.handler().handle(request, values);
        }
      }
    }
    if (known) {
      throw new StandInRefusal(
          405, "method_not_allowed", request.method() + " is not allowed on " + request.path());
    }
    throw new StandInRefusal(
        404, "unknown_url", "Invalid URL (" + request.method() + " " + request.path() + ")");
  }

  private static boolean matches(
      List<String> template, List<String> parts, Map<String, String> values) {
    if (template.size() != parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      String expected = template.get(i);
      if (expected.startsWith("{") && !parts.get(i).isEmpty()) {
        values.put(expected.substring(1, expected.length() - 1), parts.get(i));
      } else if (!expected.equals(parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }
}
