package io.keyfuse.app.registry;

import io.keyfuse.schemas.registry.SubjectStrategy;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The schemas of all our topics. */
final class Contracts {
  private Contracts() {}

  static Map<String, Schema> bySubject() {
    Map<String, Schema> schemas = new TreeMap<>();
    for (Topic<?> topic : Topics.all()) {
      if (SpecificRecord.class.isAssignableFrom(topic.valueType())) {
        Schema schema = SpecificData.get().getSchema(topic.valueType());
        schemas.put(SubjectStrategy.TOPIC_NAME.valueSubject(topic.name(), schema), schema);
      }
    }
    return schemas;
  }
}
