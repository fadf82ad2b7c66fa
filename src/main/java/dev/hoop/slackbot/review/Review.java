package dev.hoop.slackbot.review;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A review as a single read of its session shows it.
 *
 * @param accessDuration how long access is asked for; zero for a onetime review
 * @param revokeAt when just-in-time access ends; null until approved. For a onetime review the
 *     gateway puts the instant of approval here, which means nothing
 * @param groups sorted by name, since the gateway's order is not stable
 * @param approvalsNeeded how many groups must approve, whichever mechanism asked for the review
 * @param ruleName the access request rule behind it; null when it came from the review plugin
 * @param forceApprovalGroups whose members may approve alone; may be empty
 * @param rejectionReason null when none was given
 */
public record Review(
    ReviewId id,
    SessionId sessionId,
    ReviewType type,
    ReviewStatus status,
    Duration accessDuration,
    @Nullable Instant revokeAt,
    Instant createdAt,
    List<ReviewGroup> groups,
    int approvalsNeeded,
    @Nullable TimeWindow timeWindow,
    @Nullable String ruleName,
    List<String> forceApprovalGroups,
    @Nullable String rejectionReason) {

  public Review {
    groups = groups.stream().sorted(Comparator.comparing(ReviewGroup::name)).toList();
    forceApprovalGroups = List.copyOf(forceApprovalGroups);
  }

  /**
   * The same as the list of waiting reviews shows it since, which tells less. Where it would be
   * stuck by the approvals that were needed before, their number may have been raised since.
   */
  Review asListed(Review listed) {
    int needed =
        listed.approvals() < approvalsNeeded
            ? approvalsNeeded
            : Math.max(approvalsNeeded, listed.approvalsNeeded);
    return new Review(
        id,
        sessionId,
        type,
        listed.status,
        accessDuration,
        listed.revokeAt,
        createdAt,
        listed.groups,
        needed,
        timeWindow,
        ruleName,
        forceApprovalGroups,
        listed.rejectionReason);
  }

  /** How many groups have approved so far. */
  public int approvals() {
    return (int) groups.stream().filter(g -> g.status() == ReviewStatus.APPROVED).count();
  }

  /** The group of that exact name. */
  public Optional<ReviewGroup> group(String name) {
    return groups.stream().filter(g -> g.name().equals(name)).findFirst();
  }

  /**
   * Whether the gateway will never approve this by itself: it compares the number of approvals with
   * the number needed for equality, so a caller in two groups can jump past it.
   */
  public boolean stuck() {
    return status == ReviewStatus.PENDING && !groups.isEmpty() && approvals() >= approvalsNeeded;
  }
}
