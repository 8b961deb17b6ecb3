package io.keyfuse.testkit.provider;

/** Writes XML as AWS's query protocol has it. */
final class AwsXml {
  private AwsXml() {}

  static String element(String name, String inner) {
    return "<" + name + ">" + inner + "</" + name + ">";
  }

  static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
