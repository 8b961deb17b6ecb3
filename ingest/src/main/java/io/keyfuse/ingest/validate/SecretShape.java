package io.keyfuse.ingest.validate;

/**
 * Tells texts that look like a provider's secret key from public identifiers. One pass over the
 * text; stateless and thread-safe.
 *
 * <p>A secret is a known prefix at the start of a word, followed by enough key characters that do
 * not read like words: a run of 20 letters and digits with a digit in it, or 20 characters of mixed
 * case with a digit. Access key ids of AWS ({@code AKIA...}), key ids ({@code key_...}, {@code
 * apikey_...}), hashes and UUIDs are public identifiers and pass.
 */
public final class SecretShape {
  private static final String[] PREFIXES = {
    "sk-",
    "sk_",
    "gsk_",
    "AIza",
    "AQ.",
    "ya29.",
    "xai-",
    "pplx-",
    "hf_",
    "r8_",
    "ABSK",
    "bedrock-api-key-",
    "ghp_",
    "github_pat_",
    "xoxb-",
    "xoxp-",
    "eyJ",
    "Bearer ",
  };
  private static final String FIRST_LETTERS = "sgAyxphrbeB";
  private static final String PEM = "-----BEGIN ";
  private static final int SHORTEST = 20;

  private SecretShape() {}

  /** Returns true when the text holds something that looks like a secret key. */
  public static boolean isIn(String text) {
    for (int at = 0; at + SHORTEST <= text.length(); at++) {
      char c = text.charAt(at);
      boolean candidate = c == '-' || FIRST_LETTERS.indexOf(c) >= 0;
      if (candidate && startsWord(text, at) && isAt(text, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWord(String text, int at) {
    return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
  }

  /**
   * Returns true when something that looks like a secret key begins at the position, whatever
   * stands before it; for texts that are cut out of bytes.
   */
  public static boolean isAt(String text, int at) {
    if (text.startsWith(PEM, at)) {
      return true;
    }
    for (String prefix : PREFIXES) {
      if (text.startsWith(prefix, at) && isKeyBody(text, at + prefix.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKeyBody(String text, int from) {
    boolean upper = false;
    boolean lower = false;
    boolean digit = false;
    int run = 0;
    int longestRun = 0;
    int at = from;
    for (; at < text.length() && isKeyCharacter(text.charAt(at)); at++) {
      char c = text.charAt(at);
      upper |= c >= 'A' && c <= 'Z';
      lower |= c >= 'a' && c <= 'z';
      digit |= c >= '0' && c <= '9';
      run = c == '-' || c == '_' || c == '.' ? 0 : run + 1;
      longestRun = Math.max(longestRun, run);
    }
    boolean mixed = upper && lower;
    return at - from >= SHORTEST && digit && (mixed || longestRun >= SHORTEST);
  }

  private static boolean isKeyCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
