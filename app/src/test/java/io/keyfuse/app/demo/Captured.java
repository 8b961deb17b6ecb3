package io.keyfuse.app.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** A terminal that remembers what was written. */
final class Captured {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PrintStream out() {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  Screen screen(boolean coloured, InstantSource clock) {
    return new Screen(out(), new Style(coloured), clock);
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  List<String> lines() {
    return text().lines().toList();
  }
}
