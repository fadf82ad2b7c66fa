package dev.hoop.slackbot.sandbox.gateway;

import dev.hoop.slackbot.sandbox.http.Transcript;

/** The gateway's state and its last requests, as text for the message of a failed test. */
final class GatewayTranscript {
  private static final int LAST_REQUESTS = 40;

  private GatewayTranscript() {}

  /** Called under the lock of the state. */
  static String of(GatewayState state) {
    Transcript out = new Transcript().line("sessions at the gateway");
    for (GatewayState.Session session : state.sessions.values()) {
      out.line(shown(session));
      ReviewState review = session.review == null ? null : state.reviews.get(session.review);
      if (review != null) {
        out.line(shown(review));
      }
    }
    out.line("keys");
    for (GatewayState.Key key : state.keys) {
      out.line("  " + key.name + " " + key.groups + (key.active ? "" : " revoked"));
    }
    return out.last("last requests", state.requests, LAST_REQUESTS, GatewayTranscript::shown)
        .toString();
  }

  private static String shown(GatewayState.Session session) {
    return String.format(
        "  %s %s by %s on %s: %s",
        session.id, session.verb, session.email, session.connection, session.status);
  }

  private static String shown(ReviewState review) {
    StringBuilder out = new StringBuilder("    review ");
    out.append(review.id()).append(' ').append(review.status());
    for (ReviewState.Row row : review.rows()) {
      Caller by = row.by();
      out.append(", ").append(row.group()).append(' ').append(row.status());
      out.append(by == null ? "" : " by " + by.name());
    }
    return out.toString();
  }

  private static String shown(ReceivedRequest request) {
    return String.format(
        "%s %s by %s -> %d", request.method(), request.path(), request.keyName(), request.status());
  }
}
