package io.keyfuse.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.push.LiteLlmConfig;
import io.keyfuse.schemas.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpConfigTest {
  @Test
  void shouldFillInDefaults() {
    assertThat(ConfigJson.read(OtlpConfig.class, "{}")).isEqualTo(OtlpConfig.defaults());
    assertThat(ConfigJson.read(AttributeNames.class, "{}")).isEqualTo(AttributeNames.defaults());
    assertThat(ConfigJson.read(LiteLlmConfig.class, "{}")).isEqualTo(LiteLlmConfig.defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'max_calls':0}                                              | otlp.max_calls",
        "{'max_series':0}                                             | otlp.max_series",
        "{'credentials':[{}]}                                         | credentials.provider",
        "{'credentials':[{'provider':'a'}]}                           | credentials.attribute",
        "{'credentials':[{'provider':'a','attribute':'b'}]}           | credentials.value",
        "{'credentials':[{'provider':'a','attribute':'b','value':'c'}]} | credentials.credential",
        "{'credentials':[{'provider':'a','attribute':'b','value':'c','credential':'d'}]} | key_id",
      })
  void shouldNameTheBrokenField(String json, String field) {
    assertThatThrownBy(() -> ConfigJson.read(OtlpConfig.class, json))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(field);
  }

  @ParameterizedTest
  @CsvSource({"''", "a:b"})
  void shouldRefuseAnAccountThatNoCredentialIdCanHold(String account) {
    assertThatThrownBy(() -> ConfigJson.read(LiteLlmConfig.class, "{'account':'" + account + "'}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.litellm.account");
  }
}
