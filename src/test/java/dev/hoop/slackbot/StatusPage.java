package dev.hoop.slackbot;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.Predicate;

/** What a bot tells of itself over HTTP, as an operator reads it. */
final class StatusPage {

  private final TestEnvironment env;
  private final String address;

  private StatusPage(TestEnvironment env, String address) {
    this.env = env;
    this.address = address;
  }

  /** Gives the bot that is started next a free port for it. */
  static StatusPage of(TestEnvironment env) throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      String address = "127.0.0.1:" + socket.getLocalPort();
      env.environment().put("HOOP_SLACK_HTTP", address);
      return new StatusPage(env, address);
    }
  }

  HttpResponse<String> get(String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("nobody serves " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The answer, once it is as wanted. */
  HttpResponse<String> eventually(
      String what, String path, Predicate<HttpResponse<String>> wanted) {
    return env.eventually(what, () -> Optional.of(get(path)).filter(wanted));
  }
}
