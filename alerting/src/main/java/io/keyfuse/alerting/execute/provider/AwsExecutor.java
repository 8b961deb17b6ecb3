package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ActionCapability.Scope;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutorCapabilities;
import io.keyfuse.alerting.execute.Preparation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * AWS IAM, for keys that reach Bedrock. A key id is an access key ({@code AKIA…}), a Bedrock API
 * key ({@code ACCA…}), {@code bedrock-key/USER} for all Bedrock keys of a user, {@code user/NAME}
 * or {@code role/NAME}. Parameter {@code aws_recipe} says how far SUSPEND goes:
 *
 * <ul>
 *   <li>{@code key}: switches the key off; usual for keys. Sessions made from it live on.
 *   <li>{@code policy}: denies Bedrock to the whole user or role; usual for those.
 *   <li>{@code full}: denies Bedrock, then switches the keys off, then denies everything to
 *       sessions made before that, by {@code aws:TokenIssueTime}.
 * </ul>
 *
 * No policy goes on a user or role that {@code own_key_ids} names as {@code user/NAME} or {@code
 * role/NAME}. RESTORE undoes the same recipe; REVOKE deletes one key. A user is found from its key;
 * parameter {@code user_name} spares that. IAM is eventually consistent. What IAM answers for an
 * unknown access key when asked for its user is not verified; any refusal fails the command.
 * Thread-safe.
 */
public final class AwsExecutor extends HttpKeyExecutor {
  // IAM is eventually consistent: seconds, sometimes more.
  private static final Duration LAG = Duration.ofSeconds(60);

  private final ExecutorCapabilities capabilities;
  private final AwsRecipes recipes;

  /**
   * Makes an executor.
   *
   * @param credential {@code ACCESS_KEY_ID:SECRET[:SESSION_TOKEN]}; asked for at each call
   * @param clock gives the time before which sessions end
   * @throws io.keyfuse.schemas.config.ConfigException when the credential has another form
   */
  public AwsExecutor(ProviderConfig config, Supplier<String> credential, InstantSource clock) {
    Set<String> own = new HashSet<>(config.ownKeyIds());
    own.add(AwsCredentialText.parse(credential.get()).accessKeyId());
    this.recipes = new AwsRecipes(new AwsIam(config, credential), clock, own);
    this.capabilities =
        new ExecutorCapabilities("aws", switching(Scope.ACCOUNT, LAG, List.of()), own);
  }

  @Override
  public ExecutorCapabilities capabilities() {
    return capabilities;
  }

  @Override
  Preparation look(ExecutionRequest request) {
    return switch (request.action()) {
      case SUSPEND -> recipes.suspend(request).prepare();
      case RESTORE -> recipes.restore(request).prepare();
      case REVOKE -> recipes.revoke(request).prepare();
      case CAP, THROTTLE, UNSPECIFIED -> unsupported(request);
    };
  }
}
