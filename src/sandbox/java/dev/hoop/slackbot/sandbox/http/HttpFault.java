package dev.hoop.slackbot.sandbox.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One way in which a request to a stand-in goes wrong. */
public final class HttpFault {
  /** What the client receives. */
  enum Delivery {
    WHOLE,
    TRUNCATED,
    DROPPED,
    STALLED
  }

  /** No fault: the request is performed and answered at once. */
  static final HttpFault NONE = new HttpFault("none", true, Delivery.WHOLE);

  private final String name;
  private final boolean performed;
  private final Delivery delivery;
  private @Nullable HttpReply reply;
  private Duration delay = Duration.ZERO;
  private Runnable before = () -> {};
  private CountDownLatch arrived = new CountDownLatch(0);

  private HttpFault(String name, boolean performed, Delivery delivery) {
    this.name = name;
    this.performed = performed;
    this.delivery = delivery;
  }

  /** This answer is sent; the request is not performed. */
  public static HttpFault reply(HttpReply reply) {
    String error = reply.error();
    HttpFault fault =
        new HttpFault(error == null ? "HTTP " + reply.status() : error, false, Delivery.WHOLE);
    fault.reply = reply;
    return fault;
  }

  /** The request is performed and answered, but only after {@code delay}. */
  public static HttpFault slow(Duration delay) {
    HttpFault fault = new HttpFault("slow", true, Delivery.WHOLE);
    fault.delay = delay;
    return fault;
  }

  /** {@code before} runs just before the request is performed and answered as usual. */
  public static HttpFault raced(Runnable before) {
    HttpFault fault = new HttpFault("raced", true, Delivery.WHOLE);
    fault.before = before;
    return fault;
  }

  /** The same, and the connection is closed before the answer. */
  public static HttpFault racedAndLost(Runnable before) {
    HttpFault fault = new HttpFault("dropped after", true, Delivery.DROPPED);
    fault.before = before;
    return fault;
  }

  /** The connection is closed; the request is not performed. */
  public static HttpFault dropBefore() {
    return new HttpFault("dropped before", false, Delivery.DROPPED);
  }

  /** The request is performed, and the connection is closed before the answer. */
  public static HttpFault dropAfter() {
    return new HttpFault("dropped after", true, Delivery.DROPPED);
  }

  /** The request is performed, and the connection is closed in the middle of the answer. */
  public static HttpFault truncated() {
    return new HttpFault("truncated", true, Delivery.TRUNCATED);
  }

  /**
   * The request arrives and is never answered; the connection stays open.
   *
   * @param performed whether the request is performed
   * @param arrived counted down once the request has arrived, and was performed if it is to be
   */
  public static HttpFault stall(boolean performed, CountDownLatch arrived) {
    HttpFault fault =
        new HttpFault(performed ? "dropped after" : "stalled", performed, Delivery.STALLED);
    fault.arrived = arrived;
    return fault;
  }

  boolean performed() {
    return performed;
  }

  Delivery delivery() {
    return delivery;
  }

  Optional<HttpReply> reply() {
    return Optional.ofNullable(reply);
  }

  Duration delay() {
    return delay;
  }

  Runnable before() {
    return before;
  }

  CountDownLatch arrived() {
    return arrived;
  }

  /** What the request log says where the answer was withheld or cut short. */
  @Override
  public String toString() {
    return name;
  }
}
