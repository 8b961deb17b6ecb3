package io.keyfuse.app.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.keyfuse.schemas.config.ConfigException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One HTTP listener with the routes of the rooms that share it. Not thread-safe to start or close.
 */
public final class HttpServer implements AutoCloseable {
  private final Javalin javalin;
  private final String host;

  private HttpServer(Javalin javalin, String host) {
    this.javalin = javalin;
    this.host = host;
  }

  /**
   * Binds and serves.
   *
   * @param field path of the listener's configuration, for errors
   * @param routes each adds its own paths
   * @throws ConfigException when the address cannot be bound
   */
  public static HttpServer start(
      String field, Listener listener, List<Consumer<JavalinConfig>> routes) {
    try {
      Javalin javalin =
          Javalin.create(
              config -> {
                config.startup.showJavalinBanner = false;
                config.startup.startupWatcherEnabled = false;
                config.startup.showOldJavalinVersionWarning = false;
                config.http.prefer405over404 = true;
                config.jetty.threadPool = threads(listener);
                config.jetty.modifyHttpConfiguration(
                    http -> {
                      http.setSendServerVersion(false);
                      http.setRequestHeaderSize(8 * 1024);
                    });
                routes.forEach(route -> route.accept(config));
              });
      javalin.start(listener.host(), listener.port());
      return new HttpServer(javalin, listener.host());
    } catch (RuntimeException e) {
      throw new ConfigException(
          field, "cannot listen on " + listener.host() + ":" + listener.port() + " (" + e + ")");
    }
  }

  private static QueuedThreadPool threads(Listener listener) {
    QueuedThreadPool threads = new QueuedThreadPool(listener.maxThreads(), 4);
    threads.setName(listener.name());
    return threads;
  }

  /** Returns the address that a client on this machine uses. */
  public URI uri() {
    String reachable = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    return URI.create("http://" + reachable + ":" + javalin.port());
  }

  @Override
  public void close() {
    javalin.stop();
  }

  /** Where to listen, and the name of its threads. */
  public record Listener(String name, String host, int port, int maxThreads) {}
}
