package dev.hoop.slackbot.sandbox.gateway;

/** An error answer, with the gateway's literal message. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;

  Refusal(int status, String text) {
    super(text);
    this.status = status;
    this.text = text;
  }

  /** The plain-text answer of an unknown route. */
  static Refusal noRoute() {
    return new Refusal(404, "404 page not found");
  }

  int status() {
    return status;
  }

  String text() {
    return text;
  }

  boolean isPlainText() {
    return status == 404 && text.equals("404 page not found");
  }
}
