package io.keyfuse.testkit.provider;

import java.util.Locale;

/** The providers whose stand-ins start when first asked for, see {@link StandInServer#at}. */
public enum StandInProvider {
  /** OpenRouter; its API is below {@code /api/v1}. */
  OPENROUTER("sk-or-v1-management-standin"),
  /** AWS: IAM's query protocol at its root, Bedrock below {@code /model}. */
  AWS("AKIASTANDINADMIN0001:secret-of-the-stand-in"),
  /** Google: API Keys API, IAM API and Gemini at one address. */
  GOOGLE("google-token-standin"),
  /** Azure: Resource Manager and model calls. */
  AZURE("entra-token-standin"),
  /** Portkey; its API is below {@code /v1}. */
  PORTKEY("portkey-admin-standin"),
  /** A home-made gateway; its hook is {@code /keyfuse}. */
  GATEWAY("gateway-secret-standin");

  private final String adminKey;

  StandInProvider(String adminKey) {
    this.adminKey = adminKey;
  }

  /** Returns the admin credential that the stand-in accepts. Opens nothing real. */
  public String adminKey() {
    return adminKey;
  }

  /** Returns the name as in credential ids. */
  public String providerName() {
    return name().toLowerCase(Locale.ROOT);
  }

  ProviderStandIn standIn(StandInState state) {
    return switch (this) {
      case OPENROUTER -> new OpenRouterStandIn(state, adminKey);
      case GOOGLE -> new GoogleStandIn(state, adminKey);
      case AZURE -> new AzureStandIn(state, adminKey);
      case PORTKEY -> new PortkeyStandIn(state, adminKey);
      case GATEWAY -> new GatewayStandIn(state, adminKey);
      case AWS -> new AwsStandIn(state, adminKey);
    };
  }
}
