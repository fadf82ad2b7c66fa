package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Verdict;
import java.util.List;
import java.util.function.Predicate;

/** Tells from what the gateway shows whether a verdict stands there. Pure. */
public final class VerdictStanding {

  private VerdictStanding() {}

  /**
   * Whether the gateway shows a review in a state that a verdict led to, or that others may have
   * led to since. False when somebody wrote an older state over the verdict, or it never arrived.
   *
   * @param group that the verdict was given for
   */
  static boolean stands(Verdict verdict, String group, Session session) {
    Review review = session.review();
    ReviewStatus status = review.status();
    return switch (verdict.kind()) {
      // Whoever rejects after an approval leaves the group's own entry as it is.
      case APPROVE ->
          review
              .group(group)
              .map(entry -> entry.status() != ReviewStatus.PENDING)
              .orElse(status != ReviewStatus.PENDING);
      case FORCE_APPROVE -> status != ReviewStatus.PENDING;
      // The gateway takes no verdict on a review that is rejected or revoked.
      case REJECT, REVOKE ->
          status == ReviewStatus.REJECTED
              || status == ReviewStatus.REVOKED
              || status == ReviewStatus.UNKNOWN;
    };
  }

  /**
   * Whether the gateway shows the verdict, as sent through here, for the group.
   *
   * @param bearsMark whether the entry of a group can be that of a verdict sent through here; asked
   *     by the group that the verdict was given for
   */
  static boolean marked(
      Verdict verdict, String group, Session session, Predicate<ReviewGroup> bearsMark) {
    return session.review().groups().stream()
        // Who is in no group of the review has a rejection recorded in a group of their own.
        .filter(entry -> entry.name().equals(group) || !verdict.kind().grants())
        .anyMatch(entry -> shows(verdict, group, entry, bearsMark));
  }

  /**
   * The other groups that have come to show the verdict since: its credential was in more groups
   * than the one that was clicked.
   *
   * @param bearsMark as for {@link #marked}
   */
  public static List<String> unexpected(
      Verdict verdict,
      String group,
      Review before,
      Review after,
      Predicate<ReviewGroup> bearsMark) {
    return after.groups().stream()
        .filter(entry -> !entry.name().equals(group) && shows(verdict, group, entry, bearsMark))
        .map(ReviewGroup::name)
        .filter(
            name ->
                before
                    .group(name)
                    // A rejection by somebody in no group of the review adds one.
                    .filter(earlier -> !shows(verdict, group, earlier, bearsMark))
                    .isPresent())
        .toList();
  }

  private static boolean shows(
      Verdict verdict, String group, ReviewGroup entry, Predicate<ReviewGroup> bearsMark) {
    return entry.status() == verdict.asks()
        && bearsMark.test(
            new ReviewGroup(
                group, entry.status(), entry.reviewedBy(), entry.reviewedAt(), entry.forced()));
  }

  /** Whether a verdict ended an access that was open. */
  static boolean cut(Session before, Review after) {
    return before.review().status() == ReviewStatus.APPROVED
        && after.status() == ReviewStatus.REJECTED;
  }

  /** The click as it can be sent a second time: a window can be set only once, and it may stay. */
  static Click again(Click click, Session after) {
    boolean windowStayed = after.review().timeWindow() != null && click.verdict().window() != null;
    return windowStayed ? click.asking(Verdict.approve()) : click;
  }
}
