package io.keyfuse.app.config;

/** Turns Java component names into YAML names: {@code maxBodyBytes} is {@code max_body_bytes}. */
final class SnakeCase {
  private SnakeCase() {}

  static String of(String component) {
    StringBuilder out = new StringBuilder(component.length() + 4);
    for (int i = 0; i < component.length(); i++) {
      char c = component.charAt(i);
      boolean starts = Character.isUpperCase(c) && i > 0;
      if (starts && !Character.isUpperCase(component.charAt(i - 1))) {
        out.append('_');
      }
      out.append(Character.toLowerCase(c));
    }
    return out.toString();
  }
}
