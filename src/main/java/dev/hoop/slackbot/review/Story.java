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
 * @param deleted whether the gateway no longer has it; the session is then the last one seen
 */
public record Story(
    Session session,
    @Nullable Person requester,
    List<Decision> decisions,
    Set<String> linkOnly,
    boolean deleted) {

  public Story {
    decisions = List.copyOf(decisions);
    linkOnly = Set.copyOf(linkOnly);
  }

  public ReviewId reviewId() {
    return session.review().id();
  }

  /** The human who decided for a group through the bot, the latest where there were several. */
  public Optional<Decision> decisionFor(String group) {
    return decisions.stream().filter(d -> d.group().equals(group)).reduce((a, b) -> b);
  }

  public Story asDeleted() {
    return new Story(session, requester, decisions, linkOnly, true);
  }
}
