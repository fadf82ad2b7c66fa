package dev.hoop.slackbot.sandbox.http;

/** A request that is answered with an error before it counts as received: no fault, no log. */
public final class UnreadableRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient HttpReply reply;

  public UnreadableRequestException(HttpReply reply, Throwable cause) {
    super(reply.body(), cause);
    this.reply = reply;
  }

  HttpReply reply() {
    return reply;
  }
}
