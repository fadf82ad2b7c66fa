package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.review.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes single calls to the gateway, with a key and a timeout, and judges nothing. Thread-safe. */
final class Http {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient client;
  private final String root;
  private final Duration whole;

  Http(URI apiUrl, HttpClient client) {
    this(apiUrl, client, CONNECT.plus(ANSWER));
  }

  /**
   * The same with another deadline.
   *
   * @param whole for a whole call, the last byte of its answer included
   */
  Http(URI apiUrl, HttpClient client, Duration whole) {
    this.client = client;
    this.root = apiUrl + "/api";
    this.whole = whole;
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
    HttpResponse<String> response = whole(request.build());
    return new Reply(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  /**
   * The request's own timeout ends with the head of the answer (JDK-8208693), and a body that never
   * ends would hold the caller for ever.
   */
  private HttpResponse<String> whole(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("the answer did not end in time");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the gateway");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("the call failed", e.getCause());
    }
  }

  /** A key in the wrong header is refused, so its shape decides. */
  private static void authorize(HttpRequest.Builder request, Secret key) throws IOException {
    if (!key.reveal().chars().allMatch(c -> c > ' ' && c < 127)) {
      // The builder would refuse it too, and quote it.
      throw new ImpossibleKeyException();
    }
    if (key.reveal().startsWith("hpk_")) {
      request.header("Authorization", "Bearer " + key.reveal());
    } else {
      request.header("Api-Key", key.reveal());
    }
  }
}
