package dev.hoop.slackbot.sandbox.gateway;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** One way in which a request to the gateway goes wrong. */
public sealed interface Fault {

  /** A JSON error; nothing is done. */
  static Fault status(int code, String message) {
    return new Status(code, message);
  }

  /** HTTP 200 with this JSON; nothing is done. */
  static Fault json(String body) {
    return new Body(body);
  }

  /** HTTP 200 with a page where JSON belongs; nothing is done. */
  static Fault html() {
    return new Html();
  }

  /** The request is done and answered, but only after {@code delay}. */
  static Fault slow(Duration delay) {
    return new Slow(delay);
  }

  /** Somebody is quicker: {@code first} happens just before the request is done as usual. */
  static Fault raced(Runnable first) {
    return new Raced(first);
  }

  /** The connection ends before anything is done. */
  static Fault dropBefore() {
    return new DropBefore();
  }

  /** The request is done, and the connection ends before the answer. */
  static Fault dropAfter() {
    return new DropAfter();
  }

  /** The request is done, and the connection ends in the middle of the answer. */
  static Fault truncated() {
    return new Truncated();
  }

  /**
   * The request arrives and is never answered.
   *
   * @param done whether it is done
   * @param arrived counted down once it has arrived, and is done if it is to be
   */
  static Fault stall(boolean done, CountDownLatch arrived) {
    return new Stall(done, arrived);
  }

  /** See {@link Fault#status}. */
  record Status(int code, String message) implements Fault {}

  /** See {@link Fault#json}. */
  record Body(String json) implements Fault {}

  /** See {@link Fault#html}. */
  record Html() implements Fault {}

  /** See {@link Fault#slow}. */
  record Slow(Duration delay) implements Fault {}

  /** See {@link Fault#stall}. */
  record Stall(boolean done, CountDownLatch arrived) implements Fault {}

  /** See {@link Fault#raced}. */
  record Raced(Runnable first) implements Fault {}

  /** See {@link Fault#dropBefore}. */
  record DropBefore() implements Fault {}

  /** See {@link Fault#dropAfter}. */
  record DropAfter() implements Fault {}

  /** See {@link Fault#truncated}. */
  record Truncated() implements Fault {}
}
