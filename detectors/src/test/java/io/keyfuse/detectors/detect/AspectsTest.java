package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.Aspect;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.Ownership;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each aspect says of one report, after 300 alike reports of the owner on both sides. */
class AspectsTest {
  private static final String AGENT = "billing-service/4.2";

  private final KeyMonitorState state = new KeyMonitorState();
  private final Ownership own = state.ownership();

  @BeforeEach
  void votesOfTheOwner() {
    for (int i = 0; i < 300; i++) {
      OwnerLikeness.vote(own.profile(Side.TELEMETRY), seen(telemetry(), Match.NONE));
      OwnerLikeness.vote(own.profile(Side.PROVIDER), seen(report(), Match.COVERED));
    }
  }

  @Test
  void shouldSpeakForTheOwnerOnReportsLikeTheOwners() {
    assertThat(total(report(), Match.COVERED)).isNegative();
    assertThat(total(telemetry(), Match.NONE)).isNegative();
  }

  @Test
  void shouldSayEachAspectOnlyOfWhatDiffers() {
    assertThat(strange(report().model("opus"))).containsExactly(Aspect.MODEL);
    assertThat(strange(report().region("me-south-1"))).containsExactly(Aspect.PLACE);
    assertThat(strange(report().tokens(150_000, 75_000, 300))).containsExactly(Aspect.SHAPE);
    assertThat(strange(report().tokens(1_000, 0, 300))).containsExactly(Aspect.CACHE);
    assertThat(strange(report().requests(900).tokens(900_000, 450_000, 270_000)))
        .containsExactly(Aspect.PACE);
    assertThat(strange(telemetry().from("203.0.113.9", AGENT, "user-7")))
        .containsExactly(Aspect.PLACE);
    assertThat(strange(telemetry().from("198.51.100.7", "curl/8", "user-7")))
        .containsExactly(Aspect.CLIENT);
    assertThat(strange(report().refused("403"))).containsExactly(Aspect.PROBING);
  }

  @Test
  void shouldCountADarkReportByTheUsualShare() {
    for (int i = 0; i < 100; i++) {
      own.noteCovered();
    }

    assertThat(nats(report(), Match.DARK)[Aspect.DARK.place()]).isGreaterThan(4);
    assertThat(nats(report(), Match.COVERED)[Aspect.DARK.place()]).isZero();
  }

  @Test
  void shouldMakeLittleOfEmbeddings() {
    Call embeddings = report().model("embed-3").operation("embeddings").tokens(90_000, 0, 0);

    assertThat(total(embeddings, Match.NONE)).isBetween(0.0, 2.5);
  }

  @Test
  void shouldLeaveAspectsOut() {
    OwnerLikeness without = new OwnerLikeness(Set.of(Aspect.MODEL));

    without.read(own, seen(report().model("opus"), Match.NONE));

    assertThat(without.nats()[Aspect.MODEL.place()]).isZero();
  }

  @ParameterizedTest(name = "{0} and {1} in one network: {2}")
  @CsvSource({
    "198.51.100.1,198.51.100.254,true",
    "198.51.100.1,198.51.101.1,false",
    "2001:db8:1:2::7,2001:db8:1:2:ffff::1,true",
    "2001:db8:1:2::7,2001:db8:1:3::7,false"
  })
  void shouldTellNetworksApart(String one, String other, boolean same) {
    assertThat(PlaceAspect.network(one) == PlaceAspect.network(other)).isEqualTo(same);
  }

  @ParameterizedTest(name = "{0} is a probe: {1}")
  @CsvSource({
    "400,true",
    "401,true",
    "403,true",
    "404,true",
    "429,false",
    "500,false",
    "529,false",
    "AccessDeniedException,true",
    "ValidationException,true",
    "model_not_found,true",
    "ThrottlingException,false",
    ",false"
  })
  void shouldTellProbesFromOutages(String code, boolean probe) {
    assertThat(ProbingAspect.isProbe(code)).isEqualTo(probe);
  }

  private Aspect[] strange(Call call) {
    double[] nats = nats(call, Match.NONE);
    return Arrays.stream(Aspect.values())
        .filter(each -> nats[each.place()] >= 2.5)
        .toArray(Aspect[]::new);
  }

  private double total(Call call, Match match) {
    return Arrays.stream(nats(call, match)).sum();
  }

  private double[] nats(Call call, Match match) {
    OwnerLikeness likeness = new OwnerLikeness(Set.of());
    likeness.read(own, seen(call, match));
    return likeness.nats().clone();
  }

  private Observation seen(Call call, Match match) {
    UsageEvent event = call.build();
    Moment moment =
        new Moment(state, event.getCredential(), event.getOccurredAt().toEpochMilli(), 0);
    WindowSpend spend = WindowSpend.around(state, moment.atMs());
    return new Observation(moment, event, Amounts.of(event), spend, match);
  }

  private static Call telemetry() {
    return DetectorFixture.call(MINUTE)
        .tokens(1_000, 500, 300)
        .region("eu-west-1")
        .from("198.51.100.7", AGENT, "user-7");
  }

  private static Call report() {
    return DetectorFixture.bucket(MINUTE).tokens(1_000, 500, 300).region("eu-west-1");
  }
}
