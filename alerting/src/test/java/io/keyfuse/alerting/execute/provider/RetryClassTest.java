package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryClassTest {
  @ParameterizedTest
  @CsvSource({
    "200,,DONE",
    "204,,DONE",
    "301,,PERMANENT",
    "400,invalid_request_error,PERMANENT",
    "401,invalid_api_key,CREDENTIAL",
    "402,billing_error,PERMANENT",
    "403,permission_error,CREDENTIAL",
    "404,not_found_error,MISSING",
    "405,,PERMANENT",
    "408,,RETRY",
    "409,conflict_error,RETRY",
    "422,,PERMANENT",
    "429,,RETRY",
    "429,rate_limit_exceeded,RETRY",
    "429,slow_down,RETRY",
    "429,ramp_limit_exceeded,RETRY",
    "429,project_spend_limit_exceeded,PERMANENT",
    "429,organization_spend_limit_exceeded,PERMANENT",
    "429,credit_balance_exhausted,PERMANENT",
    "429,organization_usage_limit_exceeded,PERMANENT",
    "429,enforced_spend_limit_reached,PERMANENT",
    "429,contract_spend_limit_reached,PERMANENT",
    "500,api_error,RETRY",
    "502,,RETRY",
    "503,,RETRY",
    "504,timeout_error,RETRY",
    "520,,RETRY",
    "529,overloaded_error,RETRY",
  })
  void shouldClassify(int status, String code, RetryClass expected) {
    assertThat(RetryClass.of(status, code)).isEqualTo(expected);
  }
}
