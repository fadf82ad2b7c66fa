package dev.hoop.slackbot.sandbox.gateway;

import java.util.List;

/** What is and what was asked, as text for whoever reads a failed test. */
final class GatewayTranscript {
  private static final int LAST_REQUESTS = 40;

  private GatewayTranscript() {}

  static String of(GatewayState world) {
    StringBuilder out = new StringBuilder("sessions at the gateway\n");
    for (GatewayState.Session session : world.sessions.values()) {
      out.append("  ").append(session.id).append(' ').append(session.verb);
      out.append(" by ").append(session.email).append(" on ").append(session.connection);
      out.append(": ").append(session.status).append('\n');
      ReviewState review = session.review == null ? null : world.reviews.get(session.review);
      if (review != null) {
        out.append("    review ").append(review.id()).append(' ').append(review.status());
        for (ReviewState.Row row : review.rows()) {
          Caller by = row.by();
          out.append(", ").append(row.group()).append(' ').append(row.status());
          out.append(by == null ? "" : " by " + by.name());
        }
        out.append('\n');
      }
    }
    out.append("keys\n");
    for (GatewayState.Key key : world.keys) {
      out.append("  ").append(key.name).append(' ').append(key.groups);
      out.append(key.active ? "\n" : " revoked\n");
    }
    List<SeenRequest> seen = world.seen;
    out.append("last requests\n");
    for (SeenRequest one : seen.subList(Math.max(0, seen.size() - LAST_REQUESTS), seen.size())) {
      out.append("  ").append(one.method()).append(' ').append(one.path()).append(" by ");
      out.append(one.keyName()).append(" -> ").append(one.status()).append('\n');
    }
    return out.toString();
  }
}
