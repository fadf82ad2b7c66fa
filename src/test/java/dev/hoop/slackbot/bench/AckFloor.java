package dev.hoop.slackbot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import java.time.Duration;
import java.util.Optional;

/** A client that only acks, with a stand-in for Slack to itself. */
final class AckFloor implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SlackStandIn slack;
  private final FloorProcess process;

  private final double connectedMillis;

  private AckFloor(SlackStandIn slack, FloorProcess process) {
    this.slack = slack;
    this.process = process;
    boolean unused =
        slack.await(
            "a floor connected to Slack",
            PATIENCE,
            () -> Optional.of(true).filter(any -> slack.connectionCount() > 0));
    this.connectedMillis = process.millisSinceStart();
  }

  static AckFloor bareSocket(Options options) {
    SlackStandIn slack = SlackStandIn.start();
    return new AckFloor(
        slack,
        FloorProcess.start(options, BareSocket.class, slack.apiUrl().toString(), slack.appToken()));
  }

  static AckFloor bolt(Options options) {
    SlackStandIn slack = SlackStandIn.start();
    return new AckFloor(
        slack,
        FloorProcess.start(
            options,
            BoltListener.class,
            slack.apiUrl().toString(),
            slack.appToken(),
            slack.botToken()));
  }

  /** From the start of the process to the open WebSocket. */
  double connectedMillis() {
    return connectedMillis;
  }

  double residentMegabytes() {
    return process.residentMegabytes();
  }

  /** Milliseconds until the ack of such an interaction. */
  double ack(JsonNode payload) {
    return slack.sendEnvelope("interactive", payload).acked().nanos() / 1e6;
  }

  @Override
  public void close() {
    process.close();
    slack.close();
  }
}
