package io.keyfuse.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsStandInTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String DATE = "x-amz-date: 20261101T120000Z";
  private static final String VERSION = "&Version=2010-05-08";
  private static final String KEY = "AKIAVICTIM0000000001";

  private StandInServer server;
  private StandInClient control;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = StandInServer.start(StandInConfig.on(folder));
    control = new StandInClient(server.at(StandInProvider.AWS));
    control.seed(Calls.key("id", KEY, "owner_id", "app", "secret", "s1"));
    control.seed(Calls.key("id", "ACCA1", "owner_id", "app", "secret", "s2"));
    control.seed(Calls.key("id", "AKIAOTHER", "owner_id", "other", "secret", "s3"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Action=UpdateAccessKey&UserName=app&AccessKeyId=KEY | 400 | Status is missing",
        "Action=UpdateAccessKey&UserName=app&AccessKeyId=KEY&Status=off | 400 | ValidationError",
        "Action=UpdateAccessKey&UserName=app&Status=Inactive | 400 | AccessKeyId is missing",
        "Action=UpdateAccessKey&AccessKeyId=KEY&Status=Inactive | 404 | NoSuchEntity",
        "Action=UpdateAccessKey&UserName=no&AccessKeyId=KEY&Status=Inactive | 404 | NoSuchEntity",
        "Action=UpdateAccessKey&UserName=app&AccessKeyId=AKIAOTHER&Status=Active | 404 | NoSuch",
        "Action=UpdateAccessKey&UserName=app&AccessKeyId=ACCA1&Status=Inactive | 404 | NoSuchEntity",
        "Action=DeleteAccessKey&UserName=app&AccessKeyId=AKIANONE | 404 | NoSuchEntity",
        "Action=GetAccessKeyLastUsed&AccessKeyId=AKIANONE | 404 | NoSuchEntity",
        "Action=ListAccessKeys&UserName=no | 404 | NoSuchEntity",
        "Action=ListServiceSpecificCredentials&UserName=app&AllUsers=true | 400 | InvalidInput",
        "Action=GetUserPolicy&UserName=app&PolicyName=p | 404 | NoSuchEntity",
        "Action=DeleteUserPolicy&UserName=app&PolicyName=p | 404 | NoSuchEntity",
        "Action=PutUserPolicy&UserName=app&PolicyName=p | 400 | PolicyDocument is missing",
        "Action=PutUserPolicy&UserName=app&PolicyName=p&PolicyDocument={} | 400 | Malformed",
        "Action=PutRolePolicy&RoleName=no&PolicyName=p&PolicyDocument={} | 404 | NoSuchEntity",
        "Action=KillEverything | 400 | InvalidAction",
      })
  void shouldRefuse(String form, int status, String text) {
    HttpResponse<String> answer = post(form + VERSION, signed("AKIASTANDINADMIN0001"));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("<ErrorResponse>").contains(text, "<RequestId>");
    assertThat(control.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-none: 1 | MissingAuthenticationToken",
        "Authorization: Bearer AKIASTANDINADMIN0001 | MissingAuthenticationToken",
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIASTANDINADMIN0001 | MissingAuthentication",
        "SIGNED AKIAVICTIM0000000001 | InvalidClientTokenId",
      })
  void shouldRefuseOthersThanTheAdministrator(String header, String code) {
    String shown = header.startsWith("SIGNED ") ? signed(header.substring(7)) : header;

    HttpResponse<String> answer = post("Action=ListAccessKeys&UserName=app" + VERSION, shown);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains(code);
  }

  @Test
  void shouldRefuseCallsThatAreNoForm() {
    String admin = signed("AKIASTANDINADMIN0001");

    assertThat(post("Action=ListAccessKeys&UserName=app", admin).body()).contains("Version");
    var json = "Content-Type: application/json";
    assertThat(
            Calls.send(server.at(StandInProvider.AWS), "POST /", "{}", admin, DATE, json)
                .statusCode())
        .isEqualTo(400);
    assertThat(
            Calls.send(server.at(StandInProvider.AWS), "PUT /", "", admin, DATE, FORM).statusCode())
        .isEqualTo(404);
  }

  @Test
  void shouldShowWhatWasSet() {
    String admin = signed("AKIASTANDINADMIN0001");

    post("Action=UpdateAccessKey&UserName=app&Status=Inactive&AccessKeyId=" + KEY + VERSION, admin);

    assertThat(post("Action=ListAccessKeys&UserName=app" + VERSION, admin).body())
        .contains("<AccessKeyId>" + KEY + "</AccessKeyId><Status>Inactive</Status>")
        .doesNotContain("AKIAOTHER", "ACCA1");
    assertThat(control.effects()).containsExactly("UpdateAccessKey " + KEY);
  }

  private HttpResponse<String> post(String form, String authorization) {
    return Calls.send(
        server.at(StandInProvider.AWS),
        "POST /",
        form.replace("=KEY", "=" + KEY),
        authorization,
        DATE,
        FORM);
  }

  private static String signed(String accessKeyId) {
    return "Authorization: AWS4-HMAC-SHA256 Credential="
        + accessKeyId
        + "/20261101/us-east-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature="
        + "0".repeat(64);
  }
}
