package dev.hoop.slackbot.sandbox.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer. {@code error} is not sent; it is what the stand-in's request log says about this
 * answer, null for a success.
 */
public record HttpReply(
    int status, Map<String, String> headers, String body, @Nullable String error) {
  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /** An answer with this {@code Content-Type}, and with no error for the log. */
  public static HttpReply of(int status, String contentType, String body) {
    return new HttpReply(status, Map.of("Content-Type", contentType), body, null);
  }

  public HttpReply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpReply(status, more, body, error);
  }

  public HttpReply withError(@Nullable String logged) {
    return new HttpReply(status, headers, body, logged);
  }
}
