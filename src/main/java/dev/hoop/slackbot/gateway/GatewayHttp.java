package dev.hoop.slackbot.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hoop.slackbot.review.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes single calls to the gateway, with a key and a timeout, and judges nothing. Thread-safe. */
public final class GatewayHttp {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int MOST_OF_AN_ERROR = 10_000;

  private final HttpClient client;
  private final String root;
  private final Duration whole;
  private final Consumer<String> dates;

  public GatewayHttp(URI apiUrl, HttpClient client) {
    this(apiUrl, client, CONNECT.plus(ANSWER));
  }

  /**
   * The same with another deadline.
   *
   * @param whole for a whole call, the last byte of its answer included
   */
  public GatewayHttp(URI apiUrl, HttpClient client, Duration whole) {
    this(apiUrl, client, whole, date -> {});
  }

  /**
   * The same, which tells when answers were made.
   *
   * @param dates told the {@code Date} of each good answer
   */
  public GatewayHttp(URI apiUrl, HttpClient client, Consumer<String> dates) {
    this(apiUrl, client, CONNECT.plus(ANSWER), dates);
  }

  private GatewayHttp(URI apiUrl, HttpClient client, Duration whole, Consumer<String> dates) {
    this.dates = dates;
    this.client = client;
    this.root = apiUrl + "/api";
    this.whole = whole;
  }

  public static HttpClient client(java.util.concurrent.Executor executor) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT)
        .executor(executor)
        .build();
  }

  /** A call that was begun. Whoever does not wait for its answer must cancel it. */
  interface Pending<T> {

    /** Waits for the end of the answer. */
    T await() throws IOException;

    void cancel();
  }

  /** Reads a good answer as it comes. */
  interface Parser<T> {
    T parse(InputStream body) throws IOException;
  }

  /**
   * An answer that was never held as a whole.
   *
   * @param response without a body where there is a value
   * @param value null where the answer is not a good one, in JSON of the right shape
   */
  record Streamed<T>(GatewayResponse response, @Nullable T value) {}

  public GatewayResponse get(String path, Secret key) throws IOException {
    return send("GET", path, null, key);
  }

  /** Begins a read. */
  Pending<GatewayResponse> start(String path, Secret key) throws IOException {
    return pending(request("GET", path, null, key));
  }

  /** Begins a read whose good answer is parsed as it comes: no text of it is kept. */
  <T> Pending<Streamed<T>> start(String path, Secret key, Parser<T> parser) throws IOException {
    HttpRequest request = request("GET", path, null, key);
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    return new Pending<>() {
      @Override
      public Streamed<T> await() throws IOException {
        HttpResponse<InputStream> response = head(answer);
        AtomicBoolean late = new AtomicBoolean();
        try (InputStream body = response.body()) {
          var watch =
              CompletableFuture.runAsync(
                  () -> {
                    late.set(true);
                    close(body);
                  },
                  CompletableFuture.delayedExecutor(whole.toMillis(), TimeUnit.MILLISECONDS));
          try {
            return streamed(response, body, parser);
          } finally {
            watch.cancel(false);
          }
        } catch (IOException e) {
          throw late.get() ? late() : e;
        }
      }

      @Override
      public void cancel() {
        answer.cancel(true);
        var unused = answer.thenAccept(response -> close(response.body()));
      }
    };
  }

  private <T> Streamed<T> streamed(
      HttpResponse<InputStream> response, InputStream body, Parser<T> parser) throws IOException {
    GatewayResponse head = received(response, "");
    if (head.ok() && head.json()) {
      return parsed(head, body, parser);
    }
    // A refusal or a web page, which holds no secret and is not worth much memory.
    String said = new String(body.readNBytes(MOST_OF_AN_ERROR), StandardCharsets.UTF_8);
    return new Streamed<>(received(response, said), null);
  }

  private static <T> Streamed<T> parsed(GatewayResponse head, InputStream body, Parser<T> parser)
      throws IOException {
    try {
      return new Streamed<>(head, parser.parse(body));
    } catch (JsonProcessingException e) {
      return new Streamed<>(head, null);
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // What is not wanted any more may end as it likes.
    }
  }

  /**
   * One call.
   *
   * @param body sent as JSON; null for none
   */
  public GatewayResponse send(String method, String path, @Nullable Object body, Secret key)
      throws IOException {
    return pending(request(method, path, body, key)).await();
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

  private Pending<GatewayResponse> pending(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    return new Pending<>() {
      @Override
      public GatewayResponse await() throws IOException {
        HttpResponse<String> response = head(answer);
        return received(response, response.body());
      }

      @Override
      public void cancel() {
        answer.cancel(true);
      }
    };
  }

  private GatewayResponse received(HttpResponse<?> response, String body) {
    GatewayResponse received =
        new GatewayResponse(
            response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), body);
    if (received.ok()) {
      response.headers().firstValue("Date").ifPresent(dates);
    }
    return received;
  }

  /**
   * The request's own timeout ends with the head of the answer (JDK-8208693), and a body that never
   * ends would hold the caller for ever.
   */
  private <T> HttpResponse<T> head(CompletableFuture<HttpResponse<T>> answer) throws IOException {
    try {
      return answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw late();
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

  private static HttpTimeoutException late() {
    return new HttpTimeoutException("the answer did not end in time");
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
