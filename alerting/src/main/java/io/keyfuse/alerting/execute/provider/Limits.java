package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Limits that a command carries as text. */
final class Limits {
  static final String USD = "limit_usd";
  static final String RPM = "limit_rpm";

  /** Stands for a limit that is not there, among {@code before} and a RESTORE's parameters. */
  static final String NONE = "none";

  private Limits() {}

  /** Returns the money a CAP allows, zero or more US dollars. */
  static BigDecimal usd(ExecutionRequest request) {
    return number(request, USD);
  }

  /** Returns a parameter as a number of zero or more; refuses anything else. */
  static BigDecimal number(ExecutionRequest request, String parameter) {
    try {
      BigDecimal number = new BigDecimal(String.valueOf(request.parameter(parameter)));
      if (number.signum() >= 0 && number.precision() - number.scale() <= 12) {
        return new BigDecimal(number.toPlainString());
      }
    } catch (NumberFormatException e) {
      throw unusable(parameter, ProviderTrace.NONE);
    }
    throw unusable(parameter, ProviderTrace.NONE);
  }

  /** Returns a parameter as a whole number of zero or more; what is behind the point is cut. */
  static long whole(ExecutionRequest request, String parameter) {
    return number(request, parameter).setScale(0, RoundingMode.DOWN).longValueExact();
  }

  /** Returns a number in its one plain spelling, so that texts can be compared. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Returns a provider's number in its plain spelling, or none. */
  static String plainOrNone(JsonNode value) {
    return value.isNumber() ? plain(value.decimalValue()) : NONE;
  }

  /** Returns a parameter in its plain spelling, or none; refuses anything else. */
  static String plainOrNone(ExecutionRequest request, String parameter) {
    boolean none = NONE.equals(request.parameter(parameter));
    return none ? NONE : plain(number(request, parameter));
  }

  static ProviderCallException unusable(String parameter, ProviderTrace trace) {
    return ProviderCallException.failed(
        "parameter " + parameter + " is missing or no usable number",
        OutcomeReason.MISSING_COORDINATE,
        trace);
  }
}
