package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.review.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes single calls to the gateway, with a key and a timeout, and judges nothing. Thread-safe. */
final class Http {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient client;
  private final String root;

  Http(URI apiUrl, HttpClient client) {
    this.client = client;
    this.root = apiUrl + "/api";
  }

  static HttpClient client(java.util.concurrent.Executor executor) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT)
        .executor(executor)
        .build();
  }

  Reply get(String path, Secret key) throws IOException {
    return send("GET", path, null, key);
  }

  /**
   * One call.
   *
   * @param body sent as JSON; null for none
   */
  Reply send(String method, String path, @Nullable Object body, Secret key) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(ANSWER)
            .header("Accept", "application/json");
    authorize(request, key);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(Wire.JSON.writeValueAsString(body)));
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the gateway");
    }
  }

  /** A key in the wrong header is refused, so its shape decides. */
  private static void authorize(HttpRequest.Builder request, Secret key) {
    if (key.reveal().startsWith("hpk_")) {
      request.header("Authorization", "Bearer " + key.reveal());
    } else {
      request.header("Api-Key", key.reveal());
    }
  }
}
