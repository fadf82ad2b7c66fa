package dev.hoop.slackbot.review;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the list tells of a review, in one comparable text; instants are left out, since their
 * precision varies.
 */
public record Fingerprint(String value) {

  /** The fingerprint of a single read, equal to the list's for the same state. */
  public static Fingerprint of(Session session) {
    return of(session.review().status(), session.status(), session.review().groups());
  }

  static Fingerprint of(ReviewStatus review, SessionStatus session, List<ReviewGroup> groups) {
    return new Fingerprint(
        groups.stream()
            .map(g -> g.name() + "=" + g.status() + "/" + by(g))
            .sorted()
            .collect(Collectors.joining("\n", review + " " + session + "\n", "")));
  }

  private static String by(ReviewGroup group) {
    Decider decider = group.reviewedBy();
    return decider == null ? "" : decider.subject();
  }
}
