package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.alerting.execute.provider.AwsTarget.Kind;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the steps of an AWS command together. Thread-safe. */
final class AwsRecipes {
  private static final String USER = "user_name";

  private final AwsAccessKeys accessKeys;
  private final AwsServiceKeys serviceKeys;
  private final AwsPolicies policies;
  private final Set<String> own;

  /**
   * Makes the recipes.
   *
   * @param own ids of our own credentials, {@code user/NAME} and {@code role/NAME} among them
   */
  AwsRecipes(AwsIam iam, InstantSource clock, Set<String> own) {
    this.own = Set.copyOf(own);
    this.accessKeys = new AwsAccessKeys(iam);
    this.serviceKeys = new AwsServiceKeys(iam);
    this.policies = new AwsPolicies(iam, clock);
  }

  KeyRecipe suspend(ExecutionRequest request) {
    AwsTarget target = AwsTarget.of(request);
    AwsReach reach = AwsReach.of(request, target);
    AwsTarget identity = identity(request, target);
    KeyRecipe recipe = reach.recipe();
    if (reach != AwsReach.KEY) {
      spareOurselves(identity);
      recipe.then(policies.deny(identity, true));
    }
    if (reach != AwsReach.POLICY) {
      keys(target, identity).forEach(keys -> recipe.then(keys.activate(Set.of())));
    }
    if (reach == AwsReach.FULL) {
      recipe.then(policies.sessions(identity, request.command().getIssuedAt()));
    }
    return recipe;
  }

  /** The keys go live before the policy is lifted, so that a half done RESTORE opens nothing. */
  KeyRecipe restore(ExecutionRequest request) {
    AwsTarget target = AwsTarget.of(request);
    AwsReach reach = AwsReach.of(request, target);
    AwsTarget identity = identity(request, target);
    KeyRecipe recipe = reach.recipe();
    if (reach != AwsReach.POLICY) {
      for (AwsKeySteps keys : keys(target, identity)) {
        recipe.then(keys.activate(wanted(request, target, keys.kind())));
      }
    }
    if (reach == AwsReach.FULL) {
      recipe.then(policies.sessions(identity, null));
    }
    if (reach != AwsReach.KEY) {
      recipe.then(policies.deny(identity, false));
    }
    return recipe;
  }

  KeyRecipe revoke(ExecutionRequest request) {
    AwsTarget target = AwsTarget.of(request);
    AwsKeyKind kind = target.kind() == Kind.ACCESS_KEY ? accessKeys : serviceKeys;
    if (target.kind() != Kind.ACCESS_KEY && target.kind() != Kind.SERVICE_KEY) {
      throw ProviderCallException.failed(
          "only a single key can be revoked; name its AKIA or ACCA id as the key id",
          OutcomeReason.UNSUPPORTED_ACTION,
          ProviderTrace.NONE);
    }
    String user = user(request, kind, target.name());
    if (user == null && request.repeated()) {
      return new KeyRecipe().then(gone());
    }
    AwsKeySteps keys = new AwsKeySteps(kind, known(user), target.name()::equals);
    return new KeyRecipe().then(keys.delete(target.name(), request.repeated()));
  }

  /** A key that has no user any more, after an earlier try of ours: nothing is left to do. */
  private static KeyRecipe.Step gone() {
    return new KeyRecipe.Step(
        KeyView.GONE, () -> KeyView.gone(ProviderTrace.NONE), () -> ProviderTrace.NONE);
  }

  private List<AwsKeySteps> keys(AwsTarget target, AwsTarget identity) {
    String user = identity.name();
    return switch (target.kind()) {
      case ACCESS_KEY -> List.of(new AwsKeySteps(accessKeys, user, target.name()::equals));
      case SERVICE_KEY -> List.of(new AwsKeySteps(serviceKeys, user, target.name()::equals));
      case SERVICE_KEYS -> List.of(new AwsKeySteps(serviceKeys, user, id -> true));
      case USER -> keysOf(user);
      case ROLE -> List.of();
    };
  }

  /** Every key that the user has; a kind of which there is none is left out. */
  private List<AwsKeySteps> keysOf(String user) {
    List<AwsKeySteps> all = new ArrayList<>();
    for (AwsKeyKind kind : List.of(accessKeys, serviceKeys)) {
      if (!kind.list(user).active().isEmpty()) {
        all.add(new AwsKeySteps(kind, user, id -> true));
      }
    }
    return all;
  }

  /** The keys the command names, or the one key it is about. */
  private static Set<String> wanted(ExecutionRequest request, AwsTarget target, AwsKeyKind kind) {
    String named = request.parameter(kind.activeKeys());
    if (named != null) {
      return named.equals(Limits.NONE) ? Set.of() : Set.copyOf(List.of(named.split(",", -1)));
    }
    if (target.kind() == Kind.ACCESS_KEY || target.kind() == Kind.SERVICE_KEY) {
      return Set.of(target.name());
    }
    throw missing("parameter " + kind.activeKeys() + " must name the keys to switch on");
  }

  private AwsTarget identity(ExecutionRequest request, AwsTarget target) {
    return switch (target.kind()) {
      case USER, ROLE -> target;
      case SERVICE_KEYS -> new AwsTarget(Kind.USER, target.name());
      case ACCESS_KEY -> user(known(user(request, accessKeys, target.name())));
      case SERVICE_KEY -> user(known(user(request, serviceKeys, target.name())));
    };
  }

  /** The key's id was checked before; whose key it is shows only here. */
  private void spareOurselves(AwsTarget identity) {
    if (own.contains(identity.kind().name().toLowerCase(Locale.ROOT) + "/" + identity.name())) {
      throw ProviderCallException.failed(
          "the key's user or role is the executor's own",
          OutcomeReason.PROTECTED_KEY,
          ProviderTrace.NONE);
    }
  }

  private static AwsTarget user(String name) {
    return new AwsTarget(Kind.USER, name);
  }

  private static @Nullable String user(ExecutionRequest request, AwsKeyKind kind, String keyId) {
    String named = request.parameter(USER);
    if (named != null && !AwsTarget.isName(named)) {
      throw missing("parameter user_name is no name of an IAM user");
    }
    return named != null ? named : kind.owner(keyId);
  }

  private static String known(@Nullable String user) {
    if (user == null) {
      throw ProviderCallException.failed(
          "no user has this key", OutcomeReason.UNKNOWN_KEY, ProviderTrace.NONE);
    }
    return user;
  }

  private static ProviderCallException missing(String detail) {
    return ProviderCallException.failed(
        detail, OutcomeReason.MISSING_COORDINATE, ProviderTrace.NONE);
  }
}
