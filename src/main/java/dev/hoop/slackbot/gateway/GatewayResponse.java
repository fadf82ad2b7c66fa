package dev.hoop.slackbot.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * An answer of the gateway: a status and a body that may or may not be JSON. The body can hold
 * secrets that nobody asked for, so only what is read of it becomes a text.
 */
public final class GatewayResponse {

  private final int status;
  private final String contentType;
  private final byte[] body;

  GatewayResponse(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /**
   * Whether the gateway itself can have answered: a wrong address answers 200 with its web page.
   */
  public boolean json() {
    return contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  /** The body as a wire record; IOException when it is cut off or of another shape. */
  public <T> T read(Class<T> type) throws IOException {
    T value = Wire.JSON.readValue(body, type);
    if (value == null) {
      throw new IOException("an empty answer");
    }
    return value;
  }

  /** The body as a list; empty for a JSON null, which the gateway says for an empty list. */
  public <T> List<T> readList(Class<T> type) throws IOException {
    List<T> list = Wire.JSON.readerForListOf(type).readValue(body);
    return list == null ? List.of() : list;
  }

  /** The gateway's own words for an error; empty when it has none. */
  public String message() {
    try {
      return WireMapper.text(read(Wire.MessageWire.class).message());
    } catch (IOException e) {
      return "";
    }
  }

  /** The whole body, of an answer that is no JSON. */
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
