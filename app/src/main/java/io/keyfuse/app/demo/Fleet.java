package io.keyfuse.app.demo;

import io.keyfuse.app.demo.DemoKey.Role;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The company of the demo: fifty benign keys of five tenants at three providers, and two that will
 * be stolen. Depends only on the seed. Immutable.
 */
final class Fleet {
  static final int BENIGN = 50;
  private static final List<String> TENANTS =
      List.of("acme", "globex", "initech", "northwind", "umbra");
  private static final List<String> FEATURES =
      List.of(
          "chat-assist",
          "search-answers",
          "ticket-summaries",
          "code-review",
          "invoice-reader",
          "email-drafts",
          "product-tags",
          "contract-check",
          "call-notes",
          "nightly-report");
  private static final List<String> PROVIDERS =
      List.of("openai", "anthropic", "openai", "anthropic", "litellm");

  private final List<DemoKey> keys;

  private Fleet(List<DemoKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Makes the fleet of a seed; a LiteLLM key's identity is the hash of its secret. */
  static Fleet of(long seed, Keyring keyring) {
    Draws draws = new Draws(seed);
    Identity identity = new Identity(seed, keyring);
    List<DemoKey> keys = new ArrayList<>();
    for (int i = 0; i < BENIGN; i++) {
      keys.add(benign(i, draws.of("fleet", i, 0), identity));
    }
    keys.add(victimA4(BENIGN, identity));
    keys.add(victimA1(BENIGN + 1, identity));
    return new Fleet(keys);
  }

  List<DemoKey> keys() {
    return keys;
  }

  DemoKey victim(Role role) {
    return keys.stream().filter(key -> key.role() == role).findFirst().orElseThrow();
  }

  private static DemoKey benign(int index, SplittableRandom random, Identity identity) {
    String provider = PROVIDERS.get(index % PROVIDERS.size());
    String tenant = TENANTS.get((index / PROVIDERS.size()) % TENANTS.size());
    String feature = FEATURES.get(index % FEATURES.size());
    int calls = (int) Draws.lognormal(random, 180, 0.5);
    int nightly = feature.equals("nightly-report") ? 20 : 0;
    Habit habit = new Habit(nightly == 0 ? calls : 60, nightly, models(provider, random));
    Owner owner = new Owner(tenant, project(provider, tenant), feature);
    return new DemoKey(index, Role.BENIGN, identity.of(provider, tenant, index), owner, habit);
  }

  private static DemoKey victimA4(int index, Identity identity) {
    ModelHabit haiku = new ModelHabit("claude-haiku-4-5", 7, 4_000, 500, 0.3);
    ModelHabit sonnet = new ModelHabit("claude-sonnet-4-6", 3, 5_000, 700, 0.3);
    Habit habit = new Habit(190, 0, List.of(haiku, sonnet));
    Owner owner = new Owner("acme", project("anthropic", "acme"), "support-bot");
    return new DemoKey(
        index, Role.VICTIM_A4, identity.of("anthropic", "acme", index), owner, habit);
  }

  private static DemoKey victimA1(int index, Identity identity) {
    Habit habit = new Habit(300, 0, List.of(new ModelHabit("gpt-5.4-mini", 1, 3_000, 600, 0.4)));
    Owner owner = new Owner("globex", project("openai", "globex"), "mobile-search");
    return new DemoKey(index, Role.VICTIM_A1, identity.of("openai", "globex", index), owner, habit);
  }

  private static List<ModelHabit> models(String provider, SplittableRandom random) {
    int in = (int) Draws.lognormal(random, 2_800, 0.4);
    int out = (int) Draws.lognormal(random, 420, 0.4);
    double cached = random.nextInt(3) * 0.25;
    boolean premium = random.nextInt(4) == 0;
    String cheap = provider.equals("anthropic") ? "claude-haiku-4-5" : "gpt-5-mini";
    String dear = provider.equals("anthropic") ? "claude-sonnet-4-6" : "gpt-5.4";
    String other = premium ? dear : provider.equals("anthropic") ? dear : "gpt-5.4-mini";
    return List.of(
        new ModelHabit(cheap, 7, in, out, cached), new ModelHabit(other, 3, in, out, cached));
  }

  private static String project(String provider, String tenant) {
    return switch (provider) {
      case "openai" -> "proj_" + tenant;
      case "anthropic" -> "wrkspc_" + tenant;
      default -> "team-" + tenant;
    };
  }

  /** Public identities that depend on the seed alone, or on the secret where the provider's do. */
  private record Identity(long seed, Keyring keyring) {
    Credential of(String provider, String tenant, int index) {
      String unique =
          NameUuid.of("demo-key", Long.toHexString(seed), Integer.toString(index)).replace("-", "");
      String keyId =
          switch (provider) {
            case "openai" -> "key_" + unique.substring(0, 16);
            case "anthropic" -> "apikey_01" + unique.substring(0, 22);
            default -> Keyring.sha256(keyring.secret(provider, index));
          };
      // Of a proxy's keys only the proxy is known, by the name that its connection has.
      boolean proxied = provider.equals("litellm");
      return new Credential(
          provider, proxied ? DemoFeeds.PROXY_ACCOUNT : project(provider, tenant), keyId);
    }
  }
}
