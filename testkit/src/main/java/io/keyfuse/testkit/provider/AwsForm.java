package io.keyfuse.testkit.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of AWS's query protocol: a form with {@code Action} and {@code Version}.
 *
 * @param fields by name
 */
record AwsForm(Map<String, String> fields) {
  static AwsForm of(StandInRequest request) {
    String type = request.header("content-type");
    if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
      throw new StandInRefusal(400, "InvalidAction", "send a form");
    }
    Map<String, String> fields = new HashMap<>();
    for (String pair : request.body().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      String value = parts.length == 2 ? parts[1] : "";
      fields.put(decode(parts[0]), decode(value));
    }
    AwsForm form = new AwsForm(Map.copyOf(fields));
    if (!"2010-05-08".equals(form.text("Version"))) {
      throw new StandInRefusal(400, "InvalidAction", "Version must be 2010-05-08");
    }
    return form;
  }

  @Nullable String text(String name) {
    return fields.get(name);
  }

  String required(String name) {
    String value = fields.get(name);
    if (value == null || value.isEmpty()) {
      throw new StandInRefusal(400, "ValidationError", name + " is missing");
    }
    return value;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
