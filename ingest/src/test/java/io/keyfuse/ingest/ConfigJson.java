package io.keyfuse.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.time.Duration;

/** Binds configuration records as the app does: snake_case names, omitted values allowed. */
public final class ConfigJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .registerModule(new SimpleModule().addDeserializer(Duration.class, new IsoDuration()));

  private ConfigJson() {}

  /** Reads a record; single quotes stand for double quotes. */
  public static <T> T read(Class<T> type, String json) {
    try {
      return MAPPER.readValue(json.replace('\'', '"'), type);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof ConfigException broken) {
        throw broken;
      }
      throw new IllegalArgumentException(e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static final class IsoDuration extends StdDeserializer<Duration> {
    IsoDuration() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Duration.parse(parser.getText());
    }
  }
}
