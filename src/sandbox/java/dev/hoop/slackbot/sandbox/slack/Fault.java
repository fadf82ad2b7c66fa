package dev.hoop.slackbot.sandbox.slack;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** One way in which a Web API request goes wrong. */
public sealed interface Fault {

  /** HTTP 429 with a {@code Retry-After} header; nothing is done. */
  static Fault tooManyRequests(int retryAfterSeconds) {
    return new TooManyRequests(retryAfterSeconds);
  }

  /** An answer that is not Slack's, such as a proxy's page; nothing is done. */
  static Fault status(int status, String html) {
    return new Status(status, html);
  }

  /** HTTP 200 with a page where JSON belongs; nothing is done. */
  static Fault html200() {
    return new Status(200, "<html><body>We are down for maintenance</body></html>");
  }

  /** HTTP 200 with {@code ok:false}; nothing is done. */
  static Fault okFalse(String error) {
    return new OkFalse(error);
  }

  /** The request is done and answered, but only after {@code delay}. */
  static Fault slow(Duration delay) {
    return new Slow(delay);
  }

  /** The connection ends before anything is done. */
  static Fault dropBefore() {
    return new DropBefore();
  }

  /** The request is done, and the connection ends before the answer. */
  static Fault dropAfter() {
    return new DropAfter();
  }

  /** See {@link Fault#tooManyRequests}. */
  record TooManyRequests(int retryAfterSeconds) implements Fault {}

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
  record Status(int status, String html) implements Fault {}

  /** See {@link Fault#okFalse}. */
  record OkFalse(String error) implements Fault {}

  /** See {@link Fault#slow}. */
  record Slow(Duration delay) implements Fault {}

  /** See {@link Fault#stall}. */
  record Stall(boolean done, CountDownLatch arrived) implements Fault {}

  /** See {@link Fault#dropBefore}. */
  record DropBefore() implements Fault {}

  /** See {@link Fault#dropAfter}. */
  record DropAfter() implements Fault {}
}
