package dev.hoop.slackbot.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.Locale;

/** An answer of the gateway: a status and a body that may or may not be JSON. */
public record GatewayResponse(int status, String contentType, String body) {

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

  /**
   * The body as a generic type; a JSON null gives the fallback, as the gateway says for an empty
   * list.
   */
  public <T> T read(TypeReference<T> type, T fallback) throws IOException {
    T value = Wire.JSON.readValue(body, type);
    return value == null ? fallback : value;
  }

  /** The gateway's own words for an error; empty when it has none. */
  public String message() {
    try {
      Wire.MessageWire wire = Wire.JSON.readValue(body, Wire.MessageWire.class);
      return wire == null ? "" : WireMapper.text(wire.message());
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
