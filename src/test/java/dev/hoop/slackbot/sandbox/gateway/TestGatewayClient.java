package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Somebody with a credential who talks to the gateway over HTTP. */
record TestGatewayClient(GatewayStandIn gateway, String header, String credential) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static TestGatewayClient key(GatewayStandIn gateway, String secret) {
    return new TestGatewayClient(gateway, "Authorization", "Bearer " + secret);
  }

  static TestGatewayClient user(GatewayStandIn gateway, String email) {
    return key(gateway, gateway.tokenOf(email));
  }

  static TestGatewayClient legacy(GatewayStandIn gateway) {
    return new TestGatewayClient(gateway, "Api-Key", gateway.legacyKey());
  }

  /** What came back. */
  record Response(int status, String type, String text) {
    JsonNode json() throws IOException {
      return MAPPER.readTree(text);
    }

    String message() throws IOException {
      return json().path("message").asText();
    }

    JsonNode asRecorded() throws IOException {
      return MAPPER.createObjectNode().put("status", status).set("body", json());
    }
  }

  static JsonNode parse(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  HttpResponse<String> raw(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.url() + path))
            .timeout(Duration.ofSeconds(5))
            .header(header, credential)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  Response send(String method, String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> response = raw(method, "/api" + path, body);
    return new Response(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  Response get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  Response put(RequestedSession asked, String status) throws IOException, InterruptedException {
    return put(asked.review(), "{\"status\":\"" + status + "\"}");
  }

  Response put(String review, String body) throws IOException, InterruptedException {
    return send("PUT", "/reviews/" + review, body);
  }
}
