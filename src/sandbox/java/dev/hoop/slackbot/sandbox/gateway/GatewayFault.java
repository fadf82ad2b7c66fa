package dev.hoop.slackbot.sandbox.gateway;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** One way in which a request to the gateway goes wrong. */
public sealed interface GatewayFault {

  /** A JSON error; nothing is done. */
  static GatewayFault status(int code, String message) {
    return new Status(code, message);
  }

  /** HTTP 200 with this JSON; nothing is done. */
  static GatewayFault json(String body) {
    return new Body(body);
  }

  /** HTTP 200 with a page where JSON belongs; nothing is done. */
  static GatewayFault html() {
    return new Html();
  }

  /** The request is done and answered, but only after {@code delay}. */
  static GatewayFault slow(Duration delay) {
    return new Slow(delay);
  }

  /** Somebody is quicker: {@code first} happens just before the request is done as usual. */
  static GatewayFault raced(Runnable first) {
    return new Raced(first, false);
  }

  /** The same, and the connection ends before the answer. */
  static GatewayFault racedAndLost(Runnable first) {
    return new Raced(first, true);
  }

  /** The connection ends before anything is done. */
  static GatewayFault dropBefore() {
    return new DropBefore();
  }

  /** The request is done, and the connection ends before the answer. */
  static GatewayFault dropAfter() {
    return new DropAfter();
  }

  /** The request is done, and the connection ends in the middle of the answer. */
  static GatewayFault truncated() {
    return new Truncated();
  }

  /**
   * The request arrives and is never answered.
   *
   * @param done whether it is done
   * @param arrived counted down once it has arrived, and is done if it is to be
   */
  static GatewayFault stall(boolean done, CountDownLatch arrived) {
    return new Stall(done, arrived);
  }

  /** See {@link GatewayFault#status}. */
  record Status(int code, String message) implements GatewayFault {}

  /** See {@link GatewayFault#json}. */
  record Body(String json) implements GatewayFault {}

  /** See {@link GatewayFault#html}. */
  record Html() implements GatewayFault {}

  /** See {@link GatewayFault#slow}. */
  record Slow(Duration delay) implements GatewayFault {}

  /** See {@link GatewayFault#stall}. */
  record Stall(boolean done, CountDownLatch arrived) implements GatewayFault {}

  /** See {@link GatewayFault#raced}. */
  record Raced(Runnable first, boolean lost) implements GatewayFault {}

  /** See {@link GatewayFault#dropBefore}. */
  record DropBefore() implements GatewayFault {}

  /** See {@link GatewayFault#dropAfter}. */
  record DropAfter() implements GatewayFault {}

  /** See {@link GatewayFault#truncated}. */
  record Truncated() implements GatewayFault {}
}
