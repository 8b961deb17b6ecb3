package io.keyfuse.console.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes views as JSON: snake_case names, instants as ISO-8601 text, money as the decimal text that
 * the views hold. The characters that mean something to HTML are written as escapes, so that an
 * answer is harmless even where something takes it for a page. Thread-safe.
 */
final class JsonCodec {
  private final ObjectMapper mapper;

  JsonCodec() {
    SimpleModule instants = new SimpleModule();
    instants.addSerializer(Instant.class, ToStringSerializer.instance);
    this.mapper = new ObjectMapper();
    mapper.registerModule(instants);
    mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    mapper.getFactory().setCharacterEscapes(new HtmlEscapes());
  }

  String write(Object view) {
    try {
      return mapper.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view that is not JSON", e);
    }
  }

  private static final class HtmlEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final String MARKUP = "<>&'";

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      MARKUP.chars().forEach(c -> codes[c] = ESCAPE_STANDARD);
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int ch) {
      // The two line separators of Unicode end a JavaScript string.
      boolean separator = ch == 0x2028 || ch == 0x2029;
      return separator ? new SerializedString(String.format("\\u%04x", ch)) : null;
    }
  }
}
