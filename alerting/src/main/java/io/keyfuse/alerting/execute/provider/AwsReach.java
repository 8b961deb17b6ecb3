package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.Locale;

/** How far a SUSPEND at AWS goes, and its RESTORE back. */
enum AwsReach {
  /** Keys are switched. */
  KEY,
  /** Bedrock is denied to the whole user or role. */
  POLICY,
  /** Bedrock is denied, keys are switched, older sessions end. */
  FULL;

  /** Name of the recipe among {@code before} and a command's parameters. */
  static final String RECIPE = "aws_recipe";

  /** Returns what the command asks for, or else what is usual for its target. */
  static AwsReach of(ExecutionRequest request, AwsTarget target) {
    String named = request.parameter(RECIPE);
    if (named == null) {
      return target.isIdentity() ? POLICY : KEY;
    }
    for (AwsReach reach : values()) {
      boolean fits = reach != KEY || !target.isIdentity();
      if (fits && reach.text().equals(named)) {
        return reach;
      }
    }
    throw ProviderCallException.failed(
        "parameter aws_recipe must be key, policy or full; key needs a key",
        OutcomeReason.MISSING_COORDINATE,
        ProviderTrace.NONE);
  }

  /** Returns a recipe without steps that keeps how far it goes. */
  KeyRecipe recipe() {
    return new KeyRecipe().noting(RECIPE, text());
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
