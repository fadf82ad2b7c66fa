package dev.hoop.slackbot.review;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a review and is worth showing.
 *
 * @param requester the requester as a Hoop user; null for machine identities and users who are gone
 * @param decisions verdicts given through the bot, oldest first
 * @param linkOnly groups the bot holds no credential for, which must decide in Hoop
 * @param rejectOnly groups for which the bot can reject and revoke, but not approve
 * @param vacantGroups force-approval groups that no active Hoop user is in
 * @param earlierApprovals approvals that stood while access was open, and were written over when it
 *     was cut; empty for everything else
 * @param deleted whether the gateway no longer has it; the session is then the last one seen
 * @param givenUp whether it is followed no longer, since nothing new was seen for too long
 */
public record ReviewSnapshot(
    Session session,
    @Nullable Person requester,
    List<Decision> decisions,
    Set<String> linkOnly,
    Set<String> rejectOnly,
    Set<String> vacantGroups,
    List<ReviewGroup> earlierApprovals,
    boolean deleted,
    boolean givenUp) {

  public ReviewSnapshot {
    decisions = List.copyOf(decisions);
    linkOnly = Set.copyOf(linkOnly);
    rejectOnly = Set.copyOf(rejectOnly);
    // What an earlier release wrote down lacks these.
    vacantGroups = vacantGroups == null ? Set.of() : Set.copyOf(vacantGroups);
    earlierApprovals = earlierApprovals == null ? List.of() : List.copyOf(earlierApprovals);
  }

  /** A snapshot without vacant groups or earlier approvals. */
  public ReviewSnapshot(
      Session session,
      @Nullable Person requester,
      List<Decision> decisions,
      Set<String> linkOnly,
      Set<String> rejectOnly,
      boolean deleted) {
    this(session, requester, decisions, linkOnly, rejectOnly, Set.of(), List.of(), deleted, false);
  }

  public ReviewId reviewId() {
    return session.review().id();
  }

  /**
   * The human who decided for a group through the bot, the latest where there were several; empty
   * when somebody else has decided in the gateway since.
   */
  public Optional<Decision> decisionFor(String group) {
    Optional<ReviewGroup> entry = session.review().group(group);
    boolean legacy = entry.map(ReviewGroup::reviewedBy).filter(ReviewedBy::legacyKey).isPresent();
    return decisions.stream()
        // The gateway records the legacy key for the admin group, whichever group was clicked.
        .filter(d -> d.group().equals(group) || (legacy && !showsIn(d.group(), d)))
        .reduce((a, b) -> b)
        .filter(d -> entry.isEmpty() || d.standsIn(entry.get()));
  }

  private boolean showsIn(String group, Decision decision) {
    return session
        .review()
        .group(group)
        .filter(entry -> entry.status() == decision.kind().asks())
        .isPresent();
  }

  /** Whether the bot has a credential to approve with for this group. */
  public boolean canApprove(String group) {
    return canReject(group) && !rejectOnly.contains(group);
  }

  /** Whether the bot has a credential to reject or revoke with for this group. */
  public boolean canReject(String group) {
    return !linkOnly.contains(group);
  }

  /** The same once another verdict has counted. */
  public ReviewSnapshot with(Decision decision) {
    return withDecisions(Stream.concat(decisions.stream(), Stream.of(decision)).toList());
  }

  /** The groups that somebody can approve alone for. */
  public List<String> forceGroups() {
    return session.review().forceApprovalGroups().stream()
        .filter(group -> !vacantGroups.contains(group))
        .toList();
  }

  /** Whether access was open before it was rejected. */
  public boolean wasCut() {
    return !earlierApprovals.isEmpty();
  }

  /** The human who gave one of the earlier approvals through the bot. */
  public Optional<Decision> decisionBehind(ReviewGroup earlier) {
    return decisions.stream()
        .filter(d -> d.group().equals(earlier.name()) && d.kind().grants() && d.standsIn(earlier))
        .reduce((a, b) -> b);
  }

  /** The same session, with other decisions through the bot. */
  public ReviewSnapshot withDecisions(List<Decision> others) {
    return new ReviewSnapshot(
        session,
        requester,
        others,
        linkOnly,
        rejectOnly,
        vacantGroups,
        earlierApprovals,
        deleted,
        givenUp);
  }

  /** The same with the session as it was read since. */
  public ReviewSnapshot showing(Session now) {
    return new ReviewSnapshot(
        now,
        requester,
        decisions,
        linkOnly,
        rejectOnly,
        vacantGroups,
        earlierApprovals,
        deleted,
        givenUp);
  }

  public ReviewSnapshot asDeleted() {
    return ending(true, givenUp);
  }

  public ReviewSnapshot asGivenUp() {
    return ending(deleted, true);
  }

  private ReviewSnapshot ending(boolean isDeleted, boolean isGivenUp) {
    return new ReviewSnapshot(
        session,
        requester,
        decisions,
        linkOnly,
        rejectOnly,
        vacantGroups,
        earlierApprovals,
        isDeleted,
        isGivenUp);
  }
}
