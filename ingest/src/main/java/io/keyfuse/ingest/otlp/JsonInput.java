package io.keyfuse.ingest.otlp;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Reads OTLP's JSON: lower-camel-case names, ids in hex, 64-bit numbers as text or number, unknown
 * fields ignored, null as absent. The parser bounds the depth. Used by one thread.
 */
final class JsonInput implements OtlpInput {
  private static final int LONGEST_ID = 64;
  private static final int LONGEST_NUMBER = 64;

  private final JsonParser in;
  private boolean atName;

  JsonInput(JsonParser in) {
    this.in = in;
  }

  /** Returns an input whose first field's name the parser already stands at. */
  static JsonInput atName(JsonParser in) {
    JsonInput input = new JsonInput(in);
    input.atName = true;
    return input;
  }

  @Override
  public int next(OtlpFields fields) throws IOException {
    while (atName || in.nextToken() == JsonToken.FIELD_NAME) {
      atName = false;
      int number = fields.number(in.currentName());
      JsonToken value = in.nextToken();
      if (number != 0 && value != JsonToken.VALUE_NULL) {
        return number;
      }
      in.skipChildren();
    }
    return 0;
  }

  @Override
  public void each(Body body) throws IOException {
    if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        one(body);
      }
    } else {
      one(body);
    }
  }

  private void one(Body body) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw malformed("an object");
    }
    body.read();
  }

  @Override
  public String text(int longest) throws IOException {
    require(in.currentToken() == JsonToken.VALUE_STRING, "a text");
    int length = Math.min(longest, in.getTextLength());
    return new String(in.getTextCharacters(), in.getTextOffset(), length);
  }

  @Override
  public String hex() throws IOException {
    String id = text(LONGEST_ID).toLowerCase(Locale.ROOT);
    require(
        id.length() % 2 == 0 && id.chars().allMatch(HexFormat::isHexDigit), "an id in hex digits");
    return id;
  }

  @Override
  public long integer() throws IOException {
    try {
      return Long.parseLong(number());
    } catch (NumberFormatException e) {
      throw malformed("a whole number");
    }
  }

  @Override
  public double real() throws IOException {
    try {
      return Double.parseDouble(number());
    } catch (NumberFormatException e) {
      throw malformed("a number");
    }
  }

  private String number() throws IOException {
    JsonToken token = in.currentToken();
    require(token == JsonToken.VALUE_STRING || token.isNumeric(), "a number");
    require(in.getTextLength() <= LONGEST_NUMBER, "a number");
    return in.getText();
  }

  @Override
  public boolean flag() throws IOException {
    require(in.currentToken().isBoolean(), "true or false");
    return in.getBooleanValue();
  }

  @Override
  public void skip() throws IOException {
    in.skipChildren();
  }

  private void require(boolean holds, String expected) throws JsonParseException {
    if (!holds) {
      throw malformed(expected);
    }
  }

  private JsonParseException malformed(String expected) {
    return new JsonParseException(in, "expected " + expected);
  }
}
