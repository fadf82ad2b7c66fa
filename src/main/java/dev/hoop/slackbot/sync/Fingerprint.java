package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.Script;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionStatus;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the list tells of a review, in one comparable text; instants are left out, since their
 * precision varies.
 */
public record Fingerprint(String value) {

  private static final Set<String> RUN =
      Set.of(ReviewStatus.PROCESSING.name(), ReviewStatus.EXECUTED.name());

  /**
   * The fingerprint of a single read, equal to the list's for the same state; of what was never
   * read singly it equals none.
   */
  public static Fingerprint of(Session session) {
    return session.script().equals(Script.UNREAD)
        ? new Fingerprint("")
        : of(session.review().status(), session.status(), session.review().groups());
  }

  /**
   * Whether somebody has decided since: a group's decision is new, or the review's. That it runs or
   * has run is nobody's decision.
   *
   * @param before empty where it is not known, which tells nothing
   */
  public boolean decidedSince(Fingerprint before) {
    return !before.value.isEmpty()
        && (!decisions().equals(before.decisions())
            || (!status().equals(before.status()) && !RUN.contains(status())));
  }

  private String status() {
    return value.split(" ", 2)[0];
  }

  private String decisions() {
    return value.substring(value.indexOf('\n') + 1);
  }

  static Fingerprint of(ReviewStatus review, SessionStatus session, List<ReviewGroup> groups) {
    return new Fingerprint(
        groups.stream()
            .map(g -> g.name() + "=" + g.status() + "/" + by(g))
            .sorted()
            .collect(Collectors.joining("\n", review + " " + session + "\n", "")));
  }

  private static String by(ReviewGroup group) {
    ReviewedBy decider = group.reviewedBy();
    return decider == null ? "" : decider.subject();
  }
}
