package io.keyfuse.ingest.file;

import java.util.Locale;

/** Maps what bills call a provider to Keyfuse's name for it. Stateless and thread-safe. */
public final class ProviderNames {
  private static final int LONGEST = 64;

  private ProviderNames() {}

  /** Returns the provider in lower case: {@code AWS} is {@code aws}, {@code Microsoft} azure. */
  public static String of(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    if (lower.startsWith("aws") || lower.startsWith("amazon")) {
      return "aws";
    }
    if (lower.startsWith("microsoft") || lower.startsWith("azure")) {
      return "azure";
    }
    if (lower.startsWith("google") || lower.startsWith("gcp")) {
      return "google";
    }
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(lower.length(), LONGEST); i++) {
      char c = lower.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      safe.append(plain ? c : '-');
    }
    return safe.toString();
  }
}
