package io.keyfuse.app.config;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The management port: metrics and health.
 *
 * @param host address to bind
 * @param port port to bind; 0 takes a free one
 * @param token bearer token for {@code /metrics}
 * @param allowAnonymousMetrics serve {@code /metrics} without a token off loopback
 */
@Doc("The management port: GET /metrics, /health/live and /health/ready.")
public record ManagementConfig(
    @Doc("Address to bind.") String host,
    @Doc("Port to bind; 0 takes a free one.") int port,
    @Doc("Bearer token that /metrics asks for; none on loopback unless set.")
        @Nullable SecretRef token,
    @Doc("Serve /metrics without a token although the address is not loopback.")
        boolean allowAnonymousMetrics) {

  /** Checks that metrics are not open to a network by accident. */
  public ManagementConfig {
    if (port < 0 || port > 65_535) {
      throw new ConfigException("port", port + " is no port; use 0 to 65535");
    }
    if (token == null && !allowAnonymousMetrics && !isLoopback(host)) {
      throw new ConfigException(
          "token",
          "needed because "
              + host
              + " is not loopback; set token.env or token.file, or allow_anonymous_metrics: true");
    }
  }

  /** Loopback, port 9464, no token. */
  public static ManagementConfig defaults() {
    return new ManagementConfig("127.0.0.1", 9464, null, false);
  }

  private static boolean isLoopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      throw new ConfigException("host", "'" + host + "' is not an address of this machine");
    }
  }
}
