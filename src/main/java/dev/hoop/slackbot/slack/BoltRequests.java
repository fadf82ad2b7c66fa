package dev.hoop.slackbot.slack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import com.slack.api.util.json.GsonFactory;
import dev.hoop.slackbot.slack.socket.Envelope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes Bolt's requests of envelopes. The SDK's own parser makes a new Gson for each request, which
 * examines all classes of Block Kit by reflection again: that was two thirds of the time before a
 * click's ack. So the presses of buttons, which people wait for, share one.
 */
final class BoltRequests {

  private static final Gson GSON = GsonFactory.createSnakeCase();

  private final SocketModeRequestParser others;

  BoltRequests(AppConfig config) {
    this.others = new SocketModeRequestParser(config);
  }

  /** Null when the envelope is of a kind that Bolt does not know. */
  @Nullable Request<?> of(Envelope envelope) {
    if (envelope.type().equals("interactive")) {
      JsonElement payload = GSON.fromJson(envelope.json(), JsonObject.class).get("payload");
      if (payload instanceof JsonObject object && pressed(object)) {
        return new Press(payload(object));
      }
    }
    SocketModeRequest request = others.parse(envelope.json());
    return request == null ? null : request.getBoltRequest();
  }

  private static boolean pressed(JsonObject payload) {
    JsonElement type = payload.get("type");
    return type != null
        && type.isJsonPrimitive()
        && type.getAsString().equals(BlockActionPayload.TYPE);
  }

  private static BlockActionPayload payload(JsonObject payload) {
    // The card itself is most of the payload, and nothing in it is believed.
    payload.remove("message");
    return GSON.fromJson(payload, BlockActionPayload.class);
  }

  /** Bolt's request around a payload that is read already. */
  private static final class Press extends BlockActionRequest {

    private final BlockActionPayload payload;

    Press(BlockActionPayload payload) {
      // Its constructor reads nothing of nothing.
      super("", null, new RequestHeaders(Map.of()));
      this.payload = payload;
    }

    @Override
    public BlockActionPayload getPayload() {
      return payload;
    }
  }
}
