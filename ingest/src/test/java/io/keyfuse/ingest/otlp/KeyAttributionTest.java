package io.keyfuse.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.http.RecordFault;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose key a call is taken for, and which provider's. */
class KeyAttributionTest {
  private static final OtlpConfig MATCHING =
      ConfigJson.read(
          OtlpConfig.class,
          "{'credentials':[{'provider':'openai','attribute':'enduser.id','value':'team-a',"
              + "'credential':'openai:proj_team:key_a'},{'provider':'azure',"
              + "'attribute':'enduser.id','value':'team-b','credential':'azure:x:y'}]}");

  @ParameterizedTest
  @CsvSource({
    "openai, openai",
    "anthropic, anthropic",
    "aws.bedrock, aws",
    "azure.ai.openai, azure",
    "azure.ai.inference, azure",
    "az.ai.openai, azure",
    "az.ai.inference, azure",
    "gcp.gemini, google",
    "gcp.vertex_ai, google",
    "gcp.gen_ai, google",
    "vertex_ai, google",
    "gemini, google",
    "mistral_ai, mistral",
    "x_ai, xai",
    "xai, xai",
    "OpenAI, openai",
    "ibm.watsonx.ai, ibm.watsonx.ai",
    "cohere, cohere"
  })
  void shouldKnowProvidersByKeyfusesName(String theirs, String ours) {
    assertThat(ProviderNames.of(theirs)).isEqualTo(ours);
  }

  @ParameterizedTest(name = "span {0}, resource {1}")
  @CsvSource({
    "a=b, a=b, openai:default:unattributed",
    "a=b, keyfuse.credential.id=openai:p:k, openai:p:k",
    "keyfuse.credential.id=openai:p:own, keyfuse.credential.id=openai:p:k, openai:p:own",
    "keyfuse.credential.id=key_7, a=b, openai:default:key_7",
    "a=b, enduser.id=team-a, openai:proj_team:key_a",
    "keyfuse.credential.id=key_7, enduser.id=team-a, openai:default:key_7",
    "enduser.id=team-b, a=b, openai:default:unattributed"
  })
  void shouldBelieveTheCallBeforeItsResourceAndAMatch(String own, String resource, String id) {
    AttributeSet call = set(own);
    call.put("gen_ai.provider.name", "openai");

    assertThat(CredentialId.of(keys().of(new Attributed(call, set(resource))))).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({"a=b, gen_ai.provider.name", "keyfuse.credential.id=a:b, keyfuse.credential.id"})
  void shouldNameTheAttributeThatIsMissingOrWrong(String own, String field) {
    Attributed call = new Attributed(set(own), new AttributeSet());

    assertThatThrownBy(() -> keys().of(call))
        .isInstanceOfSatisfying(
            RecordFault.class, fault -> assertThat(fault.rejection().field()).isEqualTo(field));
  }

  @ParameterizedTest
  @CsvSource({
    "PROVIDER_USAGE, anthropic-otlp, PROVIDER_USAGE",
    "TELEMETRY, otlp-traces, TELEMETRY"
  })
  void shouldTakeAnthropicsPushForWhatIsConfigured(
      ProviderPush push, String feed, UsageSource source) {
    assertThat(pushed(push))
        .isInstanceOfSatisfying(
            Decoded.Usage.class,
            usage -> {
              UsageEvent event = usage.event();
              assertThat(event.getFeed()).isEqualTo(feed);
              assertThat(event.getSource()).isEqualTo(source);
              assertThat(CredentialId.of(event.getCredential()))
                  .isEqualTo("anthropic:wrkspc_1:unattributed");
              assertThat(event.getTokens()).isEqualTo(UsageEvents.tokens(30, 30, 0, 0, 9, 0));
            });
  }

  @Test
  void shouldLeaveAnthropicsPushOutWhereItIsPolled() {
    assertThat(pushed(ProviderPush.IGNORE)).isInstanceOf(Decoded.Ignored.class);
  }

  private static Decoded pushed(ProviderPush push) {
    OtlpConfig config = ConfigJson.read(OtlpConfig.class, "{'anthropic':'" + push + "'}");
    AttributeSet span = new AttributeSet();
    Map.of(
            "gen_ai.provider.name", "anthropic",
            "gen_ai.response.model", "claude-opus-4-5",
            "gen_ai.usage.output_tokens", 9L,
            "gen_ai.usage.cache_read.input_tokens", 30L,
            "anthropic.workspace.id", "wrkspc_1")
        .forEach(span::put);
    Call call =
        new Call(
            "span 0", OtlpBodies.TRACE, "00f067aa0ba902b7", OtlpBodies.START_NANOS, false, span);
    return new CallDecoder(config)
        .decode("otlp-traces", call, set("anthropic.organization.id=org"), UsageEvents.NOW);
  }

  private static KeyAttribution keys() {
    return new KeyAttribution(MATCHING.attributes().credential(), MATCHING.credentials());
  }

  private static AttributeSet set(String pair) {
    String[] sides = pair.split("=", 2);
    AttributeSet set = new AttributeSet();
    set.put(sides[0], sides[1]);
    return set;
  }
}
