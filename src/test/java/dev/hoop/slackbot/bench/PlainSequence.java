package dev.hoop.slackbot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The floor of closing a card: the HTTP calls that one click needs and nothing else, the reads side
 * by side, with the JDK's client. A process of its own. Each line it reads is one click: session,
 * review, connection, channel and message; it writes a line when it is ready for the next.
 */
final class PlainSequence {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "dba";
  private static final String CLOSED =
      "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"Approved\"}}]";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String gateway;
  private final String admin;
  private final String slack;
  private final String botToken;

  private PlainSequence(String gateway, String admin, String slack, String botToken) {
    this.gateway = gateway;
    this.admin = admin;
    this.slack = slack;
    this.botToken = botToken;
  }

  /**
   * Decides until its input ends.
   *
   * @param args the gateway's address, an admin key, the Web API's prefix, the bot token
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    new PlainSequence(args[0] + "/api", args[1], args[2], args[3]).run();
  }

  private void run() throws IOException, InterruptedException {
    JsonNode key =
        JSON.readTree(
            send(request("/api-keys", admin, "POST", "{\"name\":\"ann\",\"groups\":[\"dba\"]}")));
    String path = "/api-keys/" + key.path("id").asText();
    String unused = send(request(path, admin, "DELETE", ""));
    System.out.println("ready");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      decide(line.split(" ", -1), path, key.path("key").asText());
      System.out.println("ready");
    }
  }

  private void decide(String[] click, String key, String secret)
      throws IOException, InterruptedException {
    List<CompletableFuture<HttpResponse<String>>> reads =
        Stream.of("/sessions/" + click[0], "/users", "/connections/" + click[2])
            .map(path -> request(path, admin, "GET", ""))
            .map(read -> client.sendAsync(read, HttpResponse.BodyHandlers.ofString()))
            .toList();
    for (CompletableFuture<HttpResponse<String>> read : reads) {
      String unused = good(read.join());
    }
    String unusedAssigned = send(request(key, admin, "PUT", "{\"groups\":[\"" + GROUP + "\"]}"));
    String unusedArmed = send(request(key + "/reactivate", admin, "POST", ""));
    String unusedDecided =
        send(request("/reviews/" + click[1], secret, "PUT", "{\"status\":\"APPROVED\"}"));
    String closed = send(update(click[3], click[4]));
    String unusedRevoked = send(request(key, admin, "DELETE", ""));
    if (!closed.contains("\"ok\":true")) {
      throw new IOException("Slack answers " + closed);
    }
  }

  private HttpRequest request(String path, String token, String method, String body) {
    return HttpRequest.newBuilder(URI.create(gateway + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest update(String channel, String ts) {
    String form =
        "channel="
            + channel
            + "&ts="
            + ts
            + "&text=Approved&blocks="
            + URLEncoder.encode(CLOSED, StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(URI.create(slack + "chat.update"))
        .header("Authorization", "Bearer " + botToken)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    return good(client.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  private static String good(HttpResponse<String> response) throws IOException {
    if (response.statusCode() >= 300) {
      throw new IOException(response.uri() + " answers " + response.statusCode());
    }
    return response.body();
  }
}
