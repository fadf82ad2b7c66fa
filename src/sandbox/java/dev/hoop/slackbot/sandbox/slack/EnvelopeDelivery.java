package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One envelope that is sent to the bot. {@code ack} fails at once when there was no connection, and
 * stays incomplete without an ack. When it completes, the effects of the ack, such as a closed
 * dialog, are done.
 */
public record EnvelopeDelivery(
    String envelopeId, String type, JsonNode payload, CompletableFuture<ReceivedAck> ack) {

  /** The trigger id that came with it; empty for events. */
  public String triggerId() {
    return payload.path("trigger_id").asText();
  }

  /** The response address that came with it; empty for events and dialogs. */
  public String responseUrl() {
    return payload.path("response_url").asText();
  }

  /** The event's id, the same in every redelivery; empty when it is no event. */
  public String eventId() {
    return payload.path("event_id").asText();
  }

  /** Waits for the ack, for 3 seconds at most; throws an {@link AssertionError} without one. */
  public ReceivedAck acked() {
    try {
      return ack.get(3, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the ack of " + this, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("no ack for " + type + " " + Json.write(payload), e);
    }
  }
}
