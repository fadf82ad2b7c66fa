package dev.hoop.slackbot.sandbox.slack;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** One way in which a Web API request goes wrong. */
public sealed interface SlackFault {

  /** HTTP 429 with a {@code Retry-After} header; nothing is done. */
  static SlackFault tooManyRequests(int retryAfterSeconds) {
    return new TooManyRequests(retryAfterSeconds);
  }

  /** An answer that is not Slack's, such as a proxy's page; nothing is done. */
  static SlackFault status(int status, String html) {
    return new Status(status, html);
  }

  /** HTTP 200 with a page where JSON belongs; nothing is done. */
  static SlackFault html200() {
    return new Status(200, "<html><body>We are down for maintenance</body></html>");
  }

  /** HTTP 200 with {@code ok:false}; nothing is done. */
  static SlackFault okFalse(String error) {
    return new OkFalse(error);
  }

  /** The request is done and answered, but only after {@code delay}. */
  static SlackFault slow(Duration delay) {
    return new Slow(delay);
  }

  /** The connection ends before anything is done. */
  static SlackFault dropBefore() {
    return new DropBefore();
  }

  /** The request is done, and the connection ends before the answer. */
  static SlackFault dropAfter() {
    return new DropAfter();
  }

  /** See {@link SlackFault#tooManyRequests}. */
  record TooManyRequests(int retryAfterSeconds) implements SlackFault {}

  /**
   * The request arrives and is never answered.
   *
   * @param done whether it is done
   * @param arrived counted down once it has arrived, and is done if it is to be
   */
  static SlackFault stall(boolean done, CountDownLatch arrived) {
    return new Stall(done, arrived);
  }

  /** See {@link SlackFault#status}. */
  record Status(int status, String html) implements SlackFault {}

  /** See {@link SlackFault#okFalse}. */
  record OkFalse(String error) implements SlackFault {}

  /** See {@link SlackFault#slow}. */
  record Slow(Duration delay) implements SlackFault {}

  /** See {@link SlackFault#stall}. */
  record Stall(boolean done, CountDownLatch arrived) implements SlackFault {}

  /** See {@link SlackFault#dropBefore}. */
  record DropBefore() implements SlackFault {}

  /** See {@link SlackFault#dropAfter}. */
  record DropAfter() implements SlackFault {}
}
