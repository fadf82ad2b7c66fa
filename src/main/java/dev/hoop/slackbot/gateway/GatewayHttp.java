package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.review.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes single calls to the gateway, with a key and a timeout, and judges nothing. Thread-safe. */
public final class GatewayHttp {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient client;
  private final String root;
  private final Duration whole;
  private final Consumer<String> dates;

  /**
   * Calls to one gateway.
   *
   * @param dates told the {@code Date} of each good answer
   */
  public GatewayHttp(URI apiUrl, HttpClient client, Consumer<String> dates) {
    this(apiUrl, client, CONNECT.plus(ANSWER), dates);
  }

  /**
   * The same with another deadline.
   *
   * @param whole for a whole call, the last byte of its answer included
   */
  public GatewayHttp(URI apiUrl, HttpClient client, Duration whole, Consumer<String> dates) {
    this.root = apiUrl + "/api";
    this.client = client;
    this.whole = whole;
    this.dates = dates;
  }

  /** The client that all calls share, on threads of the caller's. */
  public static HttpClient client(Executor executor) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT)
        .executor(executor)
        .build();
  }

  /** A text as one segment of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  public GatewayResponse get(String path, Secret key) throws IOException {
    return send("GET", path, null, key);
  }

  /**
   * One call.
   *
   * @param body sent as JSON; null for none
   */
  public GatewayResponse send(String method, String path, @Nullable Object body, Secret key)
      throws IOException {
    return await(start(method, path, body, key));
  }

  /** Begins a call. Whoever does not wait for its answer must cancel it. */
  CompletableFuture<HttpResponse<byte[]>> start(
      String method, String path, @Nullable Object body, Secret key) throws IOException {
    return client.sendAsync(
        request(method, path, body, key), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String method, String path, @Nullable Object body, Secret key)
      throws IOException {
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
    return request.build();
  }

  /**
   * Waits for the end of an answer. The request's own timeout ends with the head of the answer
   * (JDK-8208693), and a body that never ends would hold the caller for ever.
   */
  GatewayResponse await(CompletableFuture<HttpResponse<byte[]>> answer) throws IOException {
    try {
      return received(answer.get(whole.toMillis(), TimeUnit.MILLISECONDS));
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

  private GatewayResponse received(HttpResponse<byte[]> response) {
    GatewayResponse received =
        new GatewayResponse(
            response.statusCode(),
            response.headers().firstValue("Content-Type").orElse(""),
            response.body());
    if (received.ok()) {
      response.headers().firstValue("Date").ifPresent(dates);
    }
    return received;
  }

  /** A key in the wrong header is refused, so its shape decides. */
  private static void authorize(HttpRequest.Builder request, Secret key) throws IOException {
    if (!key.reveal().chars().allMatch(c -> c > ' ' && c < 127)) {
      // The builder would refuse it too, and quote it.
      throw new InvalidKeyException();
    }
    if (key.reveal().startsWith("hpk_")) {
      request.header("Authorization", "Bearer " + key.reveal());
    } else {
      request.header("Api-Key", key.reveal());
    }
  }
}
