package io.keyfuse.app.config;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;

/**
 * An HTTP listener.
 *
 * @param host address to bind
 * @param port port to bind; 0 takes a free one
 * @param maxThreads most requests served at once
 */
@Doc("An HTTP listener. TLS is left to the proxy in front.")
public record ServerConfig(
    @Doc("Address to bind; loopback unless a proxy in another host or container must reach it.")
        String host,
    @Doc("Port to bind; 0 takes a free one.") int port,
    @Doc("Most threads that serve requests.") int maxThreads) {

  /** Checks the ranges. */
  public ServerConfig {
    if (host.isBlank()) {
      throw new ConfigException("host", "is empty; write 127.0.0.1 or 0.0.0.0");
    }
    if (port < 0 || port > 65_535) {
      throw new ConfigException("port", port + " is no port; use 0 to 65535");
    }
    if (maxThreads < 4 || maxThreads > 1_000) {
      throw new ConfigException("max_threads", maxThreads + " is out of range; use 4 to 1000");
    }
  }
}
