package dev.hoop.slackbot.review;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a review and is worth showing.
 *
 * @param requester the requester as a Hoop user; null for machine identities and users who are gone
 * @param decisions verdicts given through the bot, oldest first
 * @param linkOnly groups the bot holds no credential for, which must decide in Hoop
 * @param rejectOnly groups for which the bot can reject and revoke, but not approve
 * @param deleted whether the gateway no longer has it; the session is then the last one seen
 */
public record Story(
    Session session,
    @Nullable Person requester,
    List<Decision> decisions,
    Set<String> linkOnly,
    Set<String> rejectOnly,
    boolean deleted) {

  public Story {
    decisions = List.copyOf(decisions);
    linkOnly = Set.copyOf(linkOnly);
    rejectOnly = Set.copyOf(rejectOnly);
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
    boolean legacy = entry.map(ReviewGroup::reviewedBy).filter(Decider::legacyKey).isPresent();
    return decisions.stream()
        // The gateway records the legacy key for the admin group, whichever group was clicked.
        .filter(d -> d.group().equals(group) || (legacy && !decided(d.group())))
        .reduce((a, b) -> b)
        .filter(d -> entry.isEmpty() || d.standsIn(entry.get()));
  }

  private boolean decided(String group) {
    return session.review().group(group).map(ReviewGroup::reviewedBy).isPresent();
  }

  /** Whether the bot has a credential to approve with for this group. */
  public boolean canApprove(String group) {
    return canReject(group) && !rejectOnly.contains(group);
  }

  /** Whether the bot has a credential to reject or revoke with for this group. */
  public boolean canReject(String group) {
    return !linkOnly.contains(group);
  }

  public Story asDeleted() {
    return new Story(session, requester, decisions, linkOnly, rejectOnly, true);
  }
}
