package io.keyfuse.ingest.otlp;

import java.io.IOException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wanted ones of a list of attributes. All others, among them those that hold prompts and
 * answers, are skipped in the encoded form. Immutable and thread-safe.
 */
final class AttributeReader {
  private static final int LONGEST_TEXT = 512;
  private static final int LONGEST_KEY = 256;

  private static final int MOST = 128;

  private final Predicate<String> wanted;

  private AttributeReader(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /** Returns a reader of the named attributes. */
  static AttributeReader of(Set<String> wanted) {
    return new AttributeReader(wanted::contains);
  }

  /** Returns a reader of every scalar attribute, for metrics, which have no content. */
  static AttributeReader all() {
    return new AttributeReader(name -> true);
  }

  /** Reads the attributes that the input stands at into the set. */
  void read(OtlpInput in, AttributeSet into) throws IOException {
    in.each(() -> one(in, into));
  }

  private void one(OtlpInput in, AttributeSet into) throws IOException {
    String key = null;
    Object value = null;
    for (int field = in.next(OtlpFields.KEY_VALUE);
        field != 0;
        field = in.next(OtlpFields.KEY_VALUE)) {
      if (field == 1) {
        key = in.text(LONGEST_KEY);
      } else if (key == null || wanted.test(key)) {
        // A value before its key is rare and legal; its scalar is dropped when it is not wanted.
        value = value(in);
      } else {
        in.skip();
      }
    }
    if (key != null && value != null && wanted.test(key) && into.size() < MOST) {
      into.put(key, value);
    }
  }

  private static @Nullable Object value(OtlpInput in) throws IOException {
    Object[] found = new Object[1];
    in.each(
        () -> {
          for (int field = in.next(OtlpFields.ANY_VALUE);
              field != 0;
              field = in.next(OtlpFields.ANY_VALUE)) {
            found[0] = scalar(in, field);
          }
        });
    return found[0];
  }

  private static Object scalar(OtlpInput in, int field) throws IOException {
    return switch (field) {
      case 1 -> in.text(LONGEST_TEXT);
      case 2 -> in.flag();
      case 3 -> in.integer();
      default -> in.real();
    };
  }
}
